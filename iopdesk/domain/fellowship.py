"""The fellowships whose meetings are known by name, and which of them are not 12-step."""

from enum import StrEnum

from iopdesk.domain.language import Language
from iopdesk.domain.problems import UserProblem


class Fellowship(StrEnum):
    """Who holds a meeting. A type code only has a meaning inside its fellowship.

    Nothing in a Meeting Guide or TSML file names it: it belongs to the directory it came from.
    """

    AA = "aa"
    NA = "na"
    CA = "ca"
    CMA = "cma"
    HA = "ha"
    MA = "ma"
    DAA = "daa"
    DRA = "dra"
    GA = "ga"
    OA = "oa"
    DA = "da"
    SLAA = "slaa"
    SAA = "saa"
    SA = "sa"
    SCA = "sca"
    ACA = "aca"
    CODA = "coda"
    EDA = "eda"
    CEA_HOW = "cea-how"
    RCA = "rca"
    SIA = "sia"
    UA = "ua"
    VA = "va"
    AL_ANON = "al-anon"
    ALATEEN = "alateen"
    NAR_ANON = "nar-anon"
    PAL = "pal"
    SMART = "smart"
    LIFERING = "lifering"
    WFS = "wfs"
    SOS = "sos"
    RECOVERY_DHARMA = "rd"
    REFUGE_RECOVERY = "rr"
    CELEBRATE = "celebrate"
    WELLBRIETY = "wellbriety"
    OTHER = "other"

    @property
    def short_name(self) -> str:
        """The name people say: "AA", "Al-Anon", "SMART Recovery"."""
        return _SHORT.get(self, self.value.upper())

    @property
    def full_name(self) -> str:
        """The name in full, in English."""
        return _FULL.get(self, self.short_name)

    def name_in(self, language: Language) -> str:
        """The name in full as its own literature of that language gives it."""
        spanish = _SPANISH.get(self) if language is Language.SPANISH else None
        return spanish or self.full_name

    @property
    def is_secular(self) -> bool:
        """Whether it works without the 12 steps and without religion."""
        return self in _SECULAR

    @property
    def is_twelve_step(self) -> bool:
        """Whether it follows the 12 steps; a requirement must also offer others."""
        return self not in _SECULAR | _OTHER_PATHS


_SHORT = {
    Fellowship.AL_ANON: "Al-Anon",
    Fellowship.ALATEEN: "Alateen",
    Fellowship.NAR_ANON: "Nar-Anon",
    Fellowship.CODA: "CoDA",
    Fellowship.SMART: "SMART Recovery",
    Fellowship.LIFERING: "LifeRing",
    Fellowship.WFS: "Women for Sobriety",
    Fellowship.RECOVERY_DHARMA: "Recovery Dharma",
    Fellowship.REFUGE_RECOVERY: "Refuge Recovery",
    Fellowship.CELEBRATE: "Celebrate Recovery",
    Fellowship.WELLBRIETY: "Wellbriety",
    Fellowship.OTHER: "Other",
}
_FULL = {
    Fellowship.AA: "Alcoholics Anonymous",
    Fellowship.NA: "Narcotics Anonymous",
    Fellowship.CA: "Cocaine Anonymous",
    Fellowship.CMA: "Crystal Meth Anonymous",
    Fellowship.HA: "Heroin Anonymous",
    Fellowship.MA: "Marijuana Anonymous",
    Fellowship.DAA: "Drug Addicts Anonymous",
    Fellowship.DRA: "Dual Recovery Anonymous",
    Fellowship.GA: "Gamblers Anonymous",
    Fellowship.OA: "Overeaters Anonymous",
    Fellowship.DA: "Debtors Anonymous",
    Fellowship.SLAA: "Sex and Love Addicts Anonymous",
    Fellowship.SAA: "Sex Addicts Anonymous",
    Fellowship.SA: "Sexaholics Anonymous",
    Fellowship.SCA: "Sexual Compulsives Anonymous",
    Fellowship.ACA: "Adult Children of Alcoholics",
    Fellowship.CODA: "Co-Dependents Anonymous",
    Fellowship.EDA: "Eating Disorders Anonymous",
    Fellowship.CEA_HOW: "Compulsive Eaters Anonymous-HOW",
    Fellowship.RCA: "Recovering Couples Anonymous",
    Fellowship.SIA: "Survivors of Incest Anonymous",
    Fellowship.UA: "Underearners Anonymous",
    Fellowship.VA: "Violence Anonymous",
    Fellowship.PAL: "Parents of Addicted Loved Ones",
    Fellowship.SOS: "Secular Organizations for Sobriety",
}
# Names that the fellowships use themselves; others keep their English name.
_SPANISH = {
    Fellowship.AA: "Alcohólicos Anónimos",
    Fellowship.NA: "Narcóticos Anónimos",
    Fellowship.CA: "Cocainómanos Anónimos",
    Fellowship.CMA: "Adictos al Cristal Anónimos",
    Fellowship.HA: "Heroinómanos Anónimos",
    Fellowship.MA: "Marihuana Anónimos",
    Fellowship.DRA: "Recuperación Dual Anónimos",
    Fellowship.GA: "Jugadores Anónimos",
    Fellowship.OA: "Comedores Compulsivos Anónimos",
    Fellowship.DA: "Deudores Anónimos",
    Fellowship.SLAA: "Adictos al Sexo y al Amor Anónimos",
    Fellowship.SAA: "Adictos al Sexo Anónimos",
    Fellowship.SA: "Sexólicos Anónimos",
    Fellowship.ACA: "Hijos Adultos de Alcohólicos",
    Fellowship.CODA: "Codependientes Anónimos",
    Fellowship.EDA: "Trastornos Alimenticios Anónimos",
    Fellowship.AL_ANON: "Grupos de Familia Al-Anon",
    Fellowship.WFS: "Mujeres para la Sobriedad",
    Fellowship.OTHER: "Otra",
}
_SECULAR = frozenset({Fellowship.SMART, Fellowship.LIFERING, Fellowship.WFS, Fellowship.SOS})
_OTHER_PATHS = frozenset(
    {
        Fellowship.RECOVERY_DHARMA,
        Fellowship.REFUGE_RECOVERY,
        Fellowship.CELEBRATE,
        Fellowship.WELLBRIETY,
        Fellowship.OTHER,
    }
)
_ALIASES = {
    "ALANON": Fellowship.AL_ANON,
    "NARANON": Fellowship.NAR_ANON,
    "SMART RECOVERY": Fellowship.SMART,
    "CEAHOW": Fellowship.CEA_HOW,
}


def fellowship_named(words: str) -> Fellowship:
    """The fellowship of a key, short or full name in any case; UserProblem for any other."""
    wanted = words.strip().casefold()
    for fellowship in Fellowship:
        names = (fellowship.value, fellowship.short_name, fellowship.full_name)
        if wanted in {name.casefold() for name in names}:
            return fellowship
    if found := _ALIASES.get(wanted.upper()):
        return found
    known = ", ".join(fellowship.value.upper() for fellowship in Fellowship)
    raise UserProblem("This fellowship is not known.", "Use one of: {known}.", known=known)
