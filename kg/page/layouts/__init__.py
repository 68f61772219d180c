"""Where everything lies on the page: as a network, in columns, on a map, in communities; and which lines are drawn.

Imports: page.style.
Offers: positions for each view.
"""
