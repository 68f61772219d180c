"""The Turtle formatter, `kg fmt`: tokens → tree → canonical order → text, with every comment kept."""
