"""What each language's table must be able to tell: lines as releases print them."""

from collections.abc import Mapping
from dataclasses import dataclass

from preserve.describe.languages import Genre


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Lines of one language with what they say."""

    dates: tuple[tuple[str, str], ...]
    """Lines with nothing but a date, or a place and a date."""
    dateline: tuple[str, str, str]
    """The beginning of a paragraph, its place and its date."""
    embargo: str
    labels: Mapping[Genre, str]


def _labels(*words: str) -> Mapping[Genre, str]:
    return dict(zip(Genre, words, strict=True))


EXAMPLES: Mapping[str, Examples] = {
    "en": Examples(
        dates=(
            ("20 January 2020", "2020-01-20"),
            ("January 20, 2020", "2020-01-20"),
            ("Tuesday, 14 August 2018", "2018-08-14"),
            ("this 3rd day of April 2021", "2021-04-03"),
            ("Done at Geneva, 3 April 2021", "2021-04-03"),
            ("Sept. 1, 2016", "2016-09-01"),
        ),
        dateline=("HARBOURTON, 3 March 2021 - The Board said", "HARBOURTON", "2021-03-03"),
        embargo="EMBARGOED UNTIL 00:01 GMT, 3 March 2021",
        labels=_labels(
            "PRESS RELEASE",
            "PRESS STATEMENT",
            "JOINT STATEMENT",
            "PRESS CONFERENCE INVITATION",
            "REMARKS",
            "PUBLIC NOTICE",
        ),
    ),
    "fr": Examples(
        dates=(
            ("1er février 2021", "2021-02-01"),
            ("Villeneuve, le 14 août 2018", "2018-08-14"),
            ("mardi 14 août 2018", "2018-08-14"),
            ("Fait à Villeneuve, le 3 mars 2021", "2021-03-03"),
            ("le 3/03/2021", "2021-03-03"),
            ("20 déc. 2019", "2019-12-20"),
        ),
        dateline=("Villeneuve, le 3 mars 2021 – Le Conseil a dit", "Villeneuve", "2021-03-03"),
        embargo="SOUS EMBARGO JUSQU'AU 3 mars 2021 à 10 h",
        labels=_labels(
            "COMMUNIQUÉ DE PRESSE",
            "DÉCLARATION",
            "DÉCLARATION CONJOINTE",
            "INVITATION À LA PRESSE",
            "DISCOURS",
            "AVIS",
        ),
    ),
    "es": Examples(
        dates=(
            ("20 de enero de 2020", "2020-01-20"),
            ("Villanueva, a 3 de marzo de 2021", "2021-03-03"),
            ("lunes, 20 de enero de 2020", "2020-01-20"),
            ("1º de mayo de 2019", "2019-05-01"),
            ("20/01/2020", "2020-01-20"),
            ("3 dic. 2018", "2018-12-03"),
        ),
        dateline=("Villanueva, 3 de marzo de 2021.- El Consejo ha", "Villanueva", "2021-03-03"),
        embargo="EMBARGADO HASTA el 3 de marzo de 2021",
        labels=_labels(
            "NOTA DE PRENSA",
            "DECLARACIÓN",
            "DECLARACIÓN CONJUNTA",
            "CONVOCATORIA DE PRENSA",
            "DISCURSO",
            "ANUNCIO",
        ),
    ),
    "de": Examples(
        dates=(
            ("20. Januar 2020", "2020-01-20"),
            ("Neustadt, den 3. März 2021", "2021-03-03"),
            ("Dienstag, den 3. März 2020", "2020-03-03"),
            ("03.03.2021", "2021-03-03"),
            ("3. Jänner 2019", "2019-01-03"),
            ("Neustadt, 3.3.2021", "2021-03-03"),
        ),
        dateline=("Neustadt, 3. März 2021 – Der Verband hat", "Neustadt", "2021-03-03"),
        embargo="SPERRFRIST: 3. März 2021, 10.00 Uhr",
        labels=_labels(
            "PRESSEMITTEILUNG",
            "STELLUNGNAHME",
            "GEMEINSAME ERKLÄRUNG",
            "EINLADUNG ZUR PRESSEKONFERENZ",
            "REDE",
            "BEKANNTMACHUNG",
        ),
    ),
    "ru": Examples(
        dates=(
            ("5 марта 2009 г.", "2009-03-05"),
            ("5 марта 2009 года", "2009-03-05"),
            ("г. Приморск, 5 марта 2009 г.", "2009-03-05"),
            ("от 05.03.2009", "2009-03-05"),
            ("четверг, 5 марта 2009 г.", "2009-03-05"),
            ("1-го мая 2019 года", "2019-05-01"),
        ),
        dateline=("Приморск, 5 марта 2009 г. – Министерство", "Приморск", "2009-03-05"),
        embargo="ЭМБАРГО ДО 5 марта 2009 года",
        labels=_labels(
            "ПРЕСС-РЕЛИЗ",
            "ЗАЯВЛЕНИЕ",
            "СОВМЕСТНОЕ ЗАЯВЛЕНИЕ",
            "АНОНС ДЛЯ СМИ",
            "РЕЧЬ",
            "ОБЪЯВЛЕНИЕ",
        ),
    ),
    "az": Examples(
        dates=(
            ("20 noyabr 2019-cu il", "2019-11-20"),
            ("5 mart 2020-ci il", "2020-03-05"),
            ("12 iyun 2016-cı il", "2016-06-12"),
            ("2013-cü il 7 may", "2013-05-07"),
            ("Limanşəhər, 3 dekabr 2021", "2021-12-03"),
            ("03.12.2021", "2021-12-03"),
        ),
        dateline=("Limanşəhər, 3 dekabr 2021-ci il – Agentlik", "Limanşəhər", "2021-12-03"),
        embargo="AMBARQO: 3 dekabr 2021-ci il saat 10:00-dək",
        labels=_labels(
            "MƏTBUAT ÜÇÜN MƏLUMAT",
            "BƏYANAT",
            "BİRGƏ BƏYANAT",
            "MƏTBUAT KONFRANSINA DƏVƏT",
            "ÇIXIŞ",
            "ELAN",
        ),
    ),
    "tr": Examples(
        dates=(
            ("3 Şubat 2012 Cuma", "2012-02-03"),
            ("14 EYLÜL 2016", "2016-09-14"),
            ("Ankara, 5 Mayıs 2011", "2011-05-05"),
            ("05.05.2011", "2011-05-05"),
            ("5 Aralık 2019 Perşembe", "2019-12-05"),
            ("1 Ağustos 2020", "2020-08-01"),
        ),
        dateline=("ANKARA, 5 Mayıs 2011 - Başkanlık", "ANKARA", "2011-05-05"),
        embargo="AMBARGOLU: 5 Mayıs 2011, 10.00",
        labels=_labels(
            "BASIN BÜLTENİ",
            "KAMUOYU AÇIKLAMASI",
            "ORTAK AÇIKLAMA",
            "BASIN DAVETİ",
            "KONUŞMA METNİ",
            "DUYURU",
        ),
    ),
    "pt": Examples(
        dates=(
            ("4 de maio de 2021", "2021-05-04"),
            ("1º de março de 2019", "2019-03-01"),
            ("Brasília (DF), 04/05/2021", "2021-05-04"),
            ("Lisboa, 4 de maio de 2021", "2021-05-04"),
            ("terça-feira, 4 de maio de 2021", "2021-05-04"),
            ("Porto, 3 de Setembro de 2009", "2009-09-03"),
        ),
        dateline=("Lisboa, 4 de maio de 2021 – O Instituto", "Lisboa", "2021-05-04"),
        embargo="EMBARGO ATÉ 4 de maio de 2021, 10h00",
        labels=_labels(
            "NOTA À IMPRENSA",
            "NOTA OFICIAL",
            "DECLARAÇÃO CONJUNTA",
            "AVISO DE PAUTA",
            "DISCURSO",
            "ANÚNCIO",
        ),
    ),
    "it": Examples(
        dates=(
            ("3 giugno 2016", "2016-06-03"),
            ("1° marzo 2019", "2019-03-01"),
            ("Roma, 3 giugno 2016", "2016-06-03"),
            ("Roma, lì 3 giugno 2016", "2016-06-03"),
            ("venerdì 3 giugno 2016", "2016-06-03"),
            ("Torino, 03.06.2016", "2016-06-03"),
        ),
        dateline=("Roma, 3 giugno 2016 - Il Comune ha", "Roma", "2016-06-03"),
        embargo="EMBARGO FINO ALLE ore 10 del 3 giugno 2016",
        labels=_labels(
            "COMUNICATO STAMPA",
            "DICHIARAZIONE",
            "DICHIARAZIONE CONGIUNTA",
            "INVITO ALLA STAMPA",
            "DISCORSO",
            "AVVISO PUBBLICO",
        ),
    ),
    "uk": Examples(
        dates=(
            ("5 березня 2019 р.", "2019-03-05"),
            ("5 березня 2019 року", "2019-03-05"),
            ("м. Київ, 5 березня 2019 року", "2019-03-05"),
            ("від 05.03.2019", "2019-03-05"),
            ("вівторок, 5 березня 2019 року", "2019-03-05"),
            ("1 листопада 2018 р.", "2018-11-01"),
        ),
        dateline=("Київ, 5 березня 2019 р. – Міністерство", "Київ", "2019-03-05"),
        embargo="ЕМБАРГО ДО 5 березня 2019 року, 10:00",
        labels=_labels(
            "ПРЕС-РЕЛІЗ",
            "ЗАЯВА",
            "СПІЛЬНА ЗАЯВА",
            "ЗАПРОШЕННЯ ДЛЯ ЗМІ",
            "ПРОМОВА",
            "ОГОЛОШЕННЯ",
        ),
    ),
    "ar": Examples(
        dates=(
            ("20 يناير 2020", "2020-01-20"),
            ("٢٠ كانون الثاني ٢٠٢٠", "2020-01-20"),
            ("الاثنين 20 يناير 2020م", "2020-01-20"),
            ("بيروت في 3 أيار/مايو 2021", "2021-05-03"),
            ("الرباط، 3 غشت 2021", "2021-08-03"),
            ("الجزائر في 3 جويلية 2021", "2021-07-03"),
            ("التاريخ: ٢٠٢٠/١/٢٠", "2020-01-20"),
            ("1 رجب 1441هـ الموافق 25 فبراير 2020م", "2020-02-25"),
        ),
        dateline=("الدوحة في 20 يناير 2020 - أعلنت الهيئة", "الدوحة", "2020-01-20"),
        embargo="محظور النشر حتى 20 يناير 2020",
        labels=_labels(
            "بيان صحفي",
            "تصريح صحفي",
            "بيان مشترك",
            "دعوة لوسائل الإعلام",
            "خطاب",
            "إعلان",
        ),
    ),
    "fa": Examples(
        dates=(
            ("۱۲ خرداد ۱۴۰۰", "2021-06-02"),
            ("چهارشنبه ۱۲ خرداد ماه ۱۴۰۰", "2021-06-02"),
            ("تهران، ۱۲ خرداد ۱۴۰۰", "2021-06-02"),
            ("تاریخ: ۱۴۰۰/۰۳/۱۲", "2021-06-02"),
            ("۲ ژوئن ۲۰۲۱", "2021-06-02"),
            ("کابل، ۱۲ جوزا ۱۴۰۰", "2021-06-02"),
            ("۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ),
        dateline=("تهران، ۱۲ خرداد ۱۴۰۰ – سازمان", "تهران", "2021-06-02"),
        embargo="غیرقابل انتشار تا ۱۲ خرداد ۱۴۰۰",
        labels=_labels(
            "بیانیه مطبوعاتی",
            "بیانیه",
            "بیانیه مشترک",
            "دعوت از خبرنگاران",
            "متن سخنرانی",
            "آگهی",
        ),
    ),
}
