//! The main speakers' colours. Who has one keeps it while the page changes: a live report grows at its top.

use crate::report::Report;

/// The number of colours there are for speakers.
pub const COLOURS: usize = 6;

/// Who has which colour, by name.
#[derive(Debug, Default)]
pub struct Palette(Vec<(String, usize)>);

impl Palette {
    /// For each speaker the number of the colour, for those who have one: those who had one before, and those with the
    /// most statements, who get what is free in the order in which the article lets them speak.
    pub fn dye<U>(&mut self, report: &Report<U>) -> Vec<Option<usize>> {
        let speakers = &report.speakers;
        let mut said = vec![0; speakers.len()];
        let mut order: Vec<usize> = Vec::new();
        for attribution in report.attributions.iter().filter(|a| a.repeats.is_none()) {
            if let Some(speaker) = attribution.speaker.filter(|s| *s < said.len()) {
                if said[speaker] == 0 {
                    order.push(speaker);
                }
                said[speaker] += 1;
            }
        }
        let mut colours = vec![None; said.len()];
        for (name, colour) in std::mem::take(&mut self.0) {
            let bare = |s: &&usize| colours[**s].is_none();
            let same = order.iter().filter(bare).find(|s| is_same(&speakers[**s].name, &name));
            if let Some(speaker) = same {
                colours[*speaker] = Some(colour);
            }
        }
        let free: Vec<usize> = (0..COLOURS).filter(|c| !colours.contains(&Some(*c))).collect();
        // The few who said most, of equals the earlier.
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < free.len() {
            let left = order.iter().filter(|s| colours[**s].is_none() && !chosen.contains(s)).rev();
            let Some(most) = left.max_by_key(|s| said[**s]) else { break };
            chosen.push(*most);
        }
        for (speaker, colour) in order.iter().filter(|s| chosen.contains(s)).zip(free) {
            colours[*speaker] = Some(colour);
        }
        let named = |s: usize| Some((speakers[s].name.clone(), colours[s]?));
        self.0 = (0..speakers.len()).filter_map(named).collect();
        colours
    }
}

/// Whether both name the same: more of an article may tell more of a name.
fn is_same(a: &str, b: &str) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|first| first.ends_with(' '));
    a == b || ends(a, b) || ends(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;

    /// The colours of an article in which these speak, a statement each, by name.
    fn dyed(palette: &mut Palette, names: &[&str]) -> Vec<(String, Option<usize>)> {
        let text: Vec<_> =
            names.iter().enumerate().map(|(n, name)| format!("“It is {n} past six,” said {name}.")).collect();
        let report = crate::analyse(&Article::from_text(text.join("\n\n")));
        let colours = palette.dye(&report);
        report.speakers.into_iter().map(|s| s.name).zip(colours).collect()
    }

    fn of(dyed: &[(String, Option<usize>)], name: &str) -> Option<usize> {
        dyed.iter().find(|(n, _)| n == name).and_then(|(_, colour)| *colour)
    }

    const SEVEN: [&str; 7] = ["Ann Lee", "Bo Day", "Cora Mills", "Dan Hobbs", "Eve Stone", "Finn Grady", "Gil Farrow"];

    #[test]
    fn they_go_to_those_who_say_most_in_the_order_in_which_they_speak() {
        let mut names = SEVEN.to_vec();
        names.push("Gil Farrow");
        let dyed = dyed(&mut Palette::default(), &names);
        let want = [Some(0), Some(1), Some(2), Some(3), Some(4), None, Some(5)];
        assert_eq!(SEVEN.map(|name| of(&dyed, name)), want, "seven speakers for six colours");
        assert_eq!(Palette::default().dye(&Report::<crate::text::Bytes>::default()), []);
    }

    #[test]
    fn a_speaker_keeps_the_colour_when_others_come_above() {
        let mut palette = Palette::default();
        let before = dyed(&mut palette, &SEVEN[3..5]);
        let after = dyed(&mut palette, &SEVEN);
        for name in &SEVEN[3..5] {
            assert_eq!(of(&after, name), of(&before, name), "{name}");
        }
        let mut others: Vec<_> = after.iter().filter_map(|(_, colour)| *colour).collect();
        others.sort_unstable();
        assert_eq!(others, [0, 1, 2, 3, 4, 5], "each colour once");
    }

    #[test]
    fn a_name_that_grows_stays_the_same_speaker() {
        let mut palette = Palette::default();
        dyed(&mut palette, &["Bo Day", "Farrow"]);
        assert_eq!(of(&dyed(&mut palette, &["Ann Lee", "Bo Day", "Gil Farrow"]), "Gil Farrow"), Some(1));
        assert!(!is_same("Ann Lee", "Tom Lee") && !is_same("Lee", "Anlee") && !is_same("", "Lee"));
    }

    #[test]
    fn another_article_has_all_colours_to_give() {
        let mut palette = Palette::default();
        dyed(&mut palette, &SEVEN[..6]);
        assert_eq!(of(&dyed(&mut palette, &["Gil Farrow"]), "Gil Farrow"), Some(0));
    }
}
