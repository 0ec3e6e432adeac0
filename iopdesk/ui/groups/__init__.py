"""Groups: the list, one group, the attendance screen, and the Attendance tab of a chart."""
