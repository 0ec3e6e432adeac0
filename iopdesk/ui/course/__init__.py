"""The course of care: placements, setbacks, and the lifelong line of a chart."""
