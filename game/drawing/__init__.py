"""What is drawn of a board or a map, without anything to draw it on: shapes, colours, SVG."""
