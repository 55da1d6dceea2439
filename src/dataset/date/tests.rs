use super::*;

fn format(texts: &[&str]) -> Option<String> {
    DateFormat::of(texts.iter().copied()).map(|format| format.to_string())
}

#[test]
fn iso_is_read_whatever_the_others_are_written_as() {
    let noon = Some(1_606_824_000.0);
    for format in ["%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%m/%d/%y %I:%M %p"] {
        let format = DateFormat::new(format);
        assert_eq!(format.seconds_or_iso("2020-12-01T12:00:00"), noon);
        assert_eq!(format.seconds_or_iso("2020-12-01 12:00"), noon);
        assert_eq!(format.seconds_or_iso("2020-12-01T12:00:00.250"), noon.map(|s| s + 0.25));
        assert_eq!(format.seconds_or_iso("2020-12-01"), noon.map(|s| s - 43_200.0));
        for other in ["2020-12-01T12:00:00Z", "12/31/2020 1", "2020-13-01", "20201201"] {
            assert_eq!(format.seconds_or_iso(other), None, "{other}");
        }
    }
    let zoned = DateFormat::new("%Y-%m-%dT%H:%M:%S%z");
    assert_eq!(zoned.seconds_or_iso("2020-12-01T12:00:00.5+00:00"), noon.map(|s| s + 0.5));
    assert_eq!(zoned.seconds_or_iso("2020-12-01T12:00:00"), None);
    assert_eq!(DateFormat::new("%H:%M").seconds_or_iso("2020-12-01"), None);
}

#[test]
fn the_format_of_a_column_is_one_that_every_text_has() {
    for (texts, expected) in [
        (&["2001-02-03", "1999-12-31"][..], "%Y-%m-%d"),
        (&["1/2/2003", "1/13/2003"], "%m/%d/%Y"),
        (&["1/2/2003", "13/1/2003"], "%d/%m/%Y"),
        (&["Jan 1 2000", "December 31 2001"], "%B %d %Y"),
        (&["2012/01/01 00:00", "2012/01/01 00:10"], "%Y/%m/%d %H:%M"),
        (&["2001-02-03T04:05:06Z", "2001-02-03T04:05:06+01:00"], "%Y-%m-%dT%H:%M:%S%z"),
        (&["31.12.1999"], "%d.%m.%Y"),
        (&["2001-02"], "%Y-%m"),
        (&["2001 Feb", "2001 Mar"], "%Y %B"),
        (&["1949-Jan", "1949-Feb"], "%Y-%B"),
        (&["Mon, 03 Mar 2003", "Tue, 04 Mar 2003"], "%a, %d %B %Y"),
        (&["Jan-1-1995"], "%B-%d-%Y"),
        (&["1974Q1", "1974 q4", "1975-Q2"], "%YQ%q"),
        (&["12:30", "23:59"], "%H:%M"),
        (&["3/4/99 5:06 PM"], "%m/%d/%y %I:%M %p"),
        (&["2023-03-01", "2023-03-01 06:00:00"], "%Y-%m-%d %H:%M:%S%.f"),
        (&["2023-03-01 06:00:00", "2023-03-02"], "%Y-%m-%d %H:%M:%S%.f"),
        (&["2023-03-01 00:00:00,123"], "%Y-%m-%d %H:%M:%S,%3f"),
        (&["20230301T060000"], "%Y%m%dT%H%M%S"),
        (&["Wed Mar  1 00:00:00 2023", "Wed Mar 22 01:00:00 2023"], "%a %B %d %H:%M:%S %Y"),
        (&["01/Mar/2023:00:00:00 +0200"], "%d/%B/%Y:%H:%M:%S%z"),
    ] {
        assert_eq!(format(texts).as_deref(), Some(expected), "{texts:?}");
    }
    for texts in [&["red", "blue"][..], &["2001-02-03", "soon"], &["1/13/2003", "13/1/2003"]] {
        assert_eq!(format(texts), None, "{texts:?}");
    }
    assert_eq!(format(&["1/2/2003"]).as_deref(), Some("%m/%d/%Y"), "months come first");
}

#[test]
fn seconds_are_those_of_the_calendar() {
    let seconds = |pattern: &str, text: &str| DateFormat::new(pattern).seconds(text);
    assert_eq!(seconds("%Y-%m-%d", "1970-01-02"), Some(86400.0));
    assert_eq!(seconds("%Y-%m-%dT%H:%M:%S%z", "2001-09-09T01:46:40Z"), Some(1e9));
    assert_eq!(seconds("%Y-%m-%dT%H:%M:%S%z", "2001-09-09T03:46:40+0200"), Some(1e9));
    assert_eq!(seconds("%H:%M", "01:00"), Some(3600.0));
    assert_eq!(seconds("%Y-%m", "1970-02"), Some(31.0 * 86400.0));
    assert_eq!(seconds("%YQ%q", "1970Q2"), Some(90.0 * 86400.0));
    assert_eq!(seconds("%YQ%q", "1970Q5"), None);
    assert_eq!(seconds("%m/%d/%Y", "1/2/03"), None, "a year of two digits");
    assert_eq!(seconds_of_number(1971.0), Some(365.0 * 86400.0));
    assert_eq!(seconds_of_number(19700102.0), Some(86400.0));
    assert_eq!(seconds_of_number(1.6e9), Some(1.6e9));
    for none in [20_230_230.0, 1.6e12, -1e12, 1e300] {
        assert_eq!(seconds_of_number(none), None, "{none}");
    }
}

#[test]
fn letters_that_stand_for_several_are_those() {
    let noon = Some(1_606_824_000.0);
    for (pattern, text) in [
        ("%F %T", "2020-12-01 12:00:00"),
        ("%Y-%m-%d %T", "2020-12-01 12:00:00"),
        ("%D %R", "12/01/20 12:00"),
        ("%Y-%j %k:%M", "2020-336 12:00"),
        ("%Y-%m-%d %k:%M:%S", "2020-12-01 12:00:00"),
        ("%G-W%V-%u %H", "2020-W49-2 12"),
        ("%e %b %Y %r", " 1 Dec 2020 12:00:00 PM"),
        ("%s", "1606824000"),
    ] {
        let format = DateFormat::checked(pattern).unwrap();
        assert_eq!(format.seconds(text), noon, "{pattern}");
        assert_eq!(format.seconds_or_iso("2020-12-01 12:00"), noon, "{pattern}");
    }
    let first = |pattern: &str, text: &str| DateFormat::checked(pattern).unwrap().seconds(text);
    assert_eq!(first("%G-W%V", "2020-W49"), noon.map(|s| s - 129_600.0));
    assert_eq!(first("%Y", "1971"), Some(365.0 * 86400.0));
    assert_eq!(first("%T", "00:01:00"), Some(60.0));
    let years = ["68", "69", "70"].map(|year| first("%y-%m-%d", &format!("{year}-01-01")));
    let year = |years: f64, leap: f64| Some((years * 365.0 + leap) * 86_400.0);
    assert_eq!(years, [year(98.0, 24.0), year(-1.0, 0.0), year(0.0, 0.0)]);
    assert_eq!(first("%Y/%q", "1970/2"), Some(90.0 * 86400.0));
    for none in ["", "%", "%Q", "day", "%m-%d", "%I:%M", "%a", "%d %H:%M"] {
        let error = DateFormat::checked(none).unwrap_err().to_string();
        assert!(error.contains("is no format of dates; use strftime's letters"), "{error}");
    }
}

#[test]
fn numbers_have_lost_the_zeros_that_they_began_with() {
    let of = |pattern, number| DateFormat::new(pattern).seconds_of_numbers()(number);
    assert_eq!(of("%d%m%Y", 2_011_970.0), Some(86400.0));
    assert_eq!(of("%Y%m%d", 19_700_102.0), Some(86400.0));
    assert_eq!(of("%d%m%Y", 32_011_970.0), None);
    assert_eq!(of("%d.%m.%Y", 2_011_970.0), None);
}

#[test]
fn a_format_that_most_have_is_found_and_what_is_none_is_not() {
    let mut texts: Vec<String> =
        (0..60).map(|i| format!("{:02}/{:02}/2023", i % 28 + 1, i % 12 + 1)).collect();
    let of_most = |texts: &[String], share| {
        let texts = texts.iter().map(|text| (text.as_str(), 1));
        DateFormat::of_most(texts, share).map(|format| format.to_string())
    };
    texts[3] = "29/02/2023".to_owned();
    assert_eq!(of_most(&texts, 0.05).as_deref(), Some("%d/%m/%Y"));
    texts[7..20].fill("soon".to_owned());
    assert_eq!(of_most(&texts, 0.05), None);
    assert_eq!(of_most(&texts[..12], 0.5), None, "too few");
}

#[test]
fn parts_are_those_of_the_day() {
    // 2001-09-09 01:46:40 was a Sunday.
    let part = |part: DatePart| part.of(1e9);
    assert_eq!((part(DatePart::Year), part(DatePart::Sunday)), (2001.0, 1.0));
    assert_eq!(part(DatePart::Monday), 0.0);
    assert!((part(DatePart::MonthSine) - (-0.75f64.sqrt())).abs() < 1e-12);
    assert!((part(DatePart::MonthCosine) + 0.5).abs() < 1e-12);
    let turn = 6400.0 / 86400.0 * std::f64::consts::TAU;
    assert_eq!(part(DatePart::TimeSine), turn.sin());
    assert_eq!(part(DatePart::Seconds), 1e9);
    assert!(DatePart::Year.of(1e300).is_nan());
}
