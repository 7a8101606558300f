//! Which content scripts the browser runs by itself: what the lists say, in the browser's terms.

use serde::Serialize;

use crate::settings::{Choice, Run, Settings};
use crate::site::{Reach, Site};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    pub id: String,
    pub matches: Vec<String>,
    pub exclude_matches: Vec<String>,
}

/// The registrations for the granted origins. A site that is switched off is not even asked whether it is an article.
pub fn registrations(settings: &Settings, origins: &[String]) -> Vec<Registration> {
    if origins.is_empty() {
        return Vec::new();
    }
    let listed = |choice| settings.sites.iter().filter(move |(_, c)| **c == choice).map(|(site, _)| site);
    let never: Vec<&Site> = listed(Choice::Never).collect();
    let patterns = |sites: &mut dyn Iterator<Item = &&Site>| sites.map(|site| site.pattern()).collect();
    let mut all = Vec::new();
    // A site that was granted by itself, and is switched off.
    let is_off =
        |origin: &String| matches!(Reach::of(origin), Reach::Site(site) if never.iter().any(|n| n.holds(&site)));
    let matches: Vec<String> = origins.iter().filter(|o| !is_off(o)).cloned().collect();
    if settings.run == Run::ByItself && !matches.is_empty() {
        all.push(Registration { id: "all".into(), matches, exclude_matches: patterns(&mut never.iter()) });
    }
    for site in listed(Choice::Always) {
        // The first registration has it already, unless it lies within a site that is left out there.
        if settings.run == Run::ByItself && !never.iter().any(|n| n.holds(site)) {
            continue;
        }
        all.push(Registration {
            id: site.name().into(),
            matches: vec![site.pattern()],
            exclude_matches: patterns(&mut never.iter().filter(|n| site.holds(n))),
        });
    }
    all
}

#[cfg(test)]
mod tests {
    #[cfg(not(target_arch = "wasm32"))]
    use proptest::prelude::*;

    use super::*;
    use crate::settings::tests::items;

    fn registered(json: &str, origins: &[&str]) -> Vec<Registration> {
        let origins: Vec<String> = origins.iter().map(|o| o.to_string()).collect();
        registrations(&Settings::read(&items(json)).0, &origins)
    }

    /// As a browser reads it.
    fn runs(registrations: &[Registration], host: &str) -> bool {
        let any = |patterns: &[String]| patterns.iter().any(|p| Reach::of(p).has(host));
        registrations.iter().any(|r| any(&r.matches) && !any(&r.exclude_matches))
    }

    #[test]
    fn nothing_granted_nothing_registered() {
        assert_eq!(registered(r#"{"site:example.com": "always"}"#, &[]), []);
    }

    #[test]
    fn all_sites_but_those_switched_off() {
        let [all] = &registered(r#"{"site:example.com": "never", "site:b.test": "always"}"#, &["*://*/*"])[..] else {
            panic!()
        };
        assert_eq!(all.matches, ["*://*/*"]);
        assert_eq!(all.exclude_matches, ["*://*.example.com/*"]);
    }

    #[test]
    fn a_granted_site_that_is_switched_off_is_left_out() {
        assert_eq!(registered(r#"{"site:example.com": "never"}"#, &["*://*.example.com/*"]), []);
    }

    #[test]
    fn only_the_sites_switched_on() {
        let only = registered(r#"{"run": "when-asked", "site:example.com": "always"}"#, &["*://*/*"]);
        assert_eq!(only.len(), 1);
        assert_eq!(only[0].matches, ["*://*.example.com/*"]);
    }

    #[test]
    fn a_site_switched_on_within_one_switched_off() {
        let both = registered(r#"{"site:example.com": "never", "site:live.example.com": "always"}"#, &["*://*/*"]);
        assert!(runs(&both, "live.example.com") && !runs(&both, "example.com"));
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest! {
        #[test]
        fn what_is_registered_is_what_the_lists_say(
            run in prop_oneof![Just(Run::ByItself), Just(Run::WhenAsked)],
            listed in prop::collection::vec(("([ab]\\.){0,2}x\\.test", any::<bool>()), 0..4),
            host in "([ab]\\.){0,3}[xy]\\.test",
        ) {
            let mut settings = Settings { run, ..Settings::default() };
            for (name, on) in listed {
                settings.choose(Site::of(&name).unwrap(), Some(if on { Choice::Always } else { Choice::Never }));
            }
            let registered = registrations(&settings, &["*://*/*".to_owned()]);
            prop_assert_eq!(runs(&registered, &host), settings.runs_by_itself(&host));
        }
    }
}
