"""Names of countries and capitals that the table of ISO 3166-1 lacks, by the code of the country."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The usual name, if the display name in the table is an abbreviation.
USUAL_NAMES: Final[Mapping[str, str]] = {
    "BA": "Bosnia and Herzegovina",
    "CC": "Cocos (Keeling) Islands",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "GB": "United Kingdom",
    "HK": "Hong Kong",
    "HM": "Heard Island and McDonald Islands",
    "MO": "Macao",
    "UM": "United States Minor Outlying Islands",
    "US": "United States",
    "VC": "Saint Vincent and the Grenadines",
}

#: Other names that people type, each with its language.
EVERYDAY_NAMES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "AE": (("UAE", "en"),),
    "CD": (("DR Congo", "en"), ("DRC", "en"), ("Congo-Kinshasa", "en")),
    "CG": (("Congo-Brazzaville", "en"),),
    "CI": (("Ivory Coast", "en"), ("Cote d'Ivoire", "en")),
    "CN": (("PRC", "en"), ("Китайская Народная Республика", "ru"), ("КНР", "ru"), ("中华人民共和国", "zh")),
    "CZ": (("Czech Republic", "en"),),
    "FK": (("Malvinas", "en"),),
    "GB": (("UK", "en"), ("U.K.", "en"), ("Great Britain", "en"), ("Britain", "en")),
    "HK": (("Hong Kong SAR", "en"),),
    "KG": (("Kyrgyz Republic", "en"),),
    "KP": (("DPRK", "en"),),
    "KR": (("ROK", "en"),),
    "MK": (("Macedonia", "en"),),
    "MM": (("Burma", "en"),),
    "MO": (("Macau", "en"), ("Macao SAR", "en")),
    "RU": (("РФ", "ru"), ("Россия", "ru")),
    "SZ": (("Swaziland", "en"),),
    "TL": (("East Timor", "en"),),
    "TR": (("Turkey", "en"), ("Turkiye", "en")),
    "US": (
        ("USA", "en"), ("U.S.A.", "en"), ("US", "en"), ("U.S.", "en"), ("America", "en"),
        ("États-Unis", "fr"), ("Estados Unidos", "es"), ("США", "ru"), ("美国", "zh"),
    ),
    "VA": (("Vatican", "en"),),
}  # fmt: skip

#: Names in Uzbek, in Latin and in Cyrillic letters, of Central Asia and the countries in the documents.
UZBEK_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "CN": ("Xitoy", "Хитой"),
    "KG": ("Qirgʻiziston", "Қирғизистон"),
    "KZ": ("Qozogʻiston", "Қозоғистон"),
    "TJ": ("Tojikiston", "Тожикистон"),
    "TM": ("Turkmaniston", "Туркманистон"),
    "US": ("Amerika Qoʻshma Shtatlari", "Америка Қўшма Штатлари"),
    "UZ": ("Oʻzbekiston", "Ўзбекистон"),
}

#: The name of a capital, if the name in the table is old or short; the latter becomes an alternative name.
CAPITAL_NAMES: Final[Mapping[str, str]] = {
    "KZ": "Astana",  # called Nur-Sultan from 2019 to 2022
    "PW": "Ngerulmud",  # in the state of Melekeok
    "US": "Washington, D.C.",
}
