"""Treatment plans on screen: the editor, the library, the live pages, and the tab of a chart."""
