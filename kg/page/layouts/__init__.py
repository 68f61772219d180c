"""The layouts of the page: network, layers, map, communities; and the thinning of relations.

Imports: page.style.
Offers: positions for each view.
"""
