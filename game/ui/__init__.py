"""The window: screens, widgets and the map, drawn only from what a seat may see."""
