"""Vietnamese syllables: whether a word is spelt as one. Telling one encoding from another rests on it."""

import re
import unicodedata

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "ngh|ng|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdđghklmnpqrstvx]"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay  ă ăc ăk ăm ăn ăng ăp ăt  â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu  iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot
oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăt  oe oen oeo oet  ooc oong
ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
u uc ui um un ung up ut  ua  uân uâng uât uây  uê uêch uênh uêt  uôc uôi uôm uôn uông uôt  uơ
uy uya uych uyên uyêt uyn uynh uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu  ươc ươi ươm ươn ương ươp ươt ươu
y ych ynh yt  yê yêm yên yêng yêt yêu
""".split()  # noqa: SIM905 (a table)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?({'|'.join(sorted(_RIMES, key=len, reverse=True))})")
_STOPPED = re.compile(r"(?:ch|[ckpt])\Z")
_SHARP = {"\u0301", "\u0323"}
"""Sắc and nặng, the tones of a syllable that ends in a stop."""
_INITIALS = re.compile("(?=.*[ĐƯƠĂÂÊÔ])[A-ZĐƯƠĂÂÊÔ]{2,12}")


def is_syllable(word: str) -> bool:
    """Whether a word in NFC is spelt as a Vietnamese syllable, with at most one tone and one that it can bear."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    match = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", parts)))
    if match is None or len(tones) > 1:
        return False
    return not _STOPPED.search(match[1]) or bool(tones and tones[0] in _SHARP)


def is_abbreviation(word: str) -> bool:
    """Whether a word looks like the initials of Vietnamese words: HĐND, QĐ."""
    return _INITIALS.fullmatch(word) is not None
