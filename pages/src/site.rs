//! Sites: what a reader means by one, and how browsers name it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A host and all below it, as the browser spells it: `example.com` is `news.example.com` too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Site(String);

impl Site {
    /// The site of a host name in the browser's spelling (lower case, ASCII); `None` for what is no name.
    pub fn of(host: &str) -> Option<Site> {
        let host = host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host);
        let label = |label: &str| {
            let inside = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
            (1..=63).contains(&label.len()) && label.bytes().all(inside)
        };
        (host.len() <= 253 && host.split('.').all(label)).then(|| Site(host.to_owned()))
    }

    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether a host is of this site.
    pub fn has(&self, host: &str) -> bool {
        let below = || self.is_open() && host.strip_suffix(&self.0).is_some_and(|rest| rest.ends_with('.'));
        host == self.0 || below()
    }

    /// Whether all of `other` is of this site.
    pub fn holds(&self, other: &Site) -> bool {
        self.has(&other.0)
    }

    /// The match pattern that manifests and permissions use.
    pub fn pattern(&self) -> String {
        let below = if self.is_open() { "*." } else { "" };
        format!("*://{below}{}/*", self.0)
    }

    /// Whether there can be hosts below: not for an address in numbers, nor for a name of the local network.
    fn is_open(&self) -> bool {
        self.0.contains('.') && !self.0.split('.').all(|label| label.bytes().all(|b| b.is_ascii_digit()))
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Site {
    type Error = &'static str;

    fn try_from(host: String) -> Result<Site, Self::Error> {
        Site::of(&host).ok_or("no host name")
    }
}

/// What the pattern of a permission lets Quoth read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    Site(Site),
    /// Files, the browser's own pages: nothing of the web.
    Other,
}

impl Reach {
    pub fn of(pattern: &str) -> Reach {
        if pattern == "<all_urls>" {
            return Reach::All;
        }
        let Some(("*" | "http" | "https", rest)) = pattern.split_once("://") else { return Reach::Other };
        let host = rest.split('/').next().unwrap_or_default();
        if host == "*" {
            return Reach::All;
        }
        let host = host.strip_prefix("*.").unwrap_or(host);
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        Site::of(host).map_or(Reach::Other, Reach::Site)
    }

    pub fn has(&self, host: &str) -> bool {
        match self {
            Reach::All => true,
            Reach::Site(site) => site.has(host),
            Reach::Other => false,
        }
    }
}

/// The pattern of all sites.
pub const EVERYWHERE: &str = "*://*/*";

#[cfg(test)]
mod tests {
    use super::*;

    fn site(host: &str) -> Site {
        Site::of(host).unwrap()
    }

    #[test]
    fn a_site_is_a_host_and_all_below_it() {
        let example = site("www.example.com");
        assert_eq!(example.name(), "example.com");
        for host in ["example.com", "www.example.com", "a.b.example.com"] {
            assert!(example.has(host), "{host}");
        }
        for host in ["example.org", "badexample.com", "com", "example.com.evil.test"] {
            assert!(!example.has(host), "{host}");
        }
        assert_eq!(example.pattern(), "*://*.example.com/*");
    }

    #[test]
    fn numbers_and_local_names_have_nothing_below() {
        assert_eq!(site("127.0.0.1").pattern(), "*://127.0.0.1/*");
        assert_eq!(site("localhost").pattern(), "*://localhost/*");
        assert!(!site("0.0.1").has("127.0.0.1"));
        assert!(!site("localhost").has("news.localhost"));
    }

    #[test]
    fn what_is_no_host_name_is_no_site() {
        for text in ["", ".", "a..b", "*.example.com", "example.com/x", "EXAMPLE.com", "a b", "bücher.example", "[::1]"]
        {
            assert_eq!(Site::of(text), None, "{text:?}");
        }
        assert_eq!(Site::of(&"a.".repeat(200)), None);
    }

    #[test]
    fn www_alone_is_a_name_like_any() {
        assert_eq!(site("www.com").name(), "www.com");
    }

    #[test]
    fn patterns_of_permissions_are_read_back() {
        for host in ["example.com", "127.0.0.1", "localhost"] {
            assert_eq!(Reach::of(&site(host).pattern()), Reach::Site(site(host)));
        }
        assert_eq!(Reach::of("http://127.0.0.1:8080/*"), Reach::Site(site("127.0.0.1")));
        assert_eq!(Reach::of(EVERYWHERE), Reach::All);
        assert_eq!(Reach::of("<all_urls>"), Reach::All);
        for pattern in ["file:///*", "moz-extension://x/*", "", "://", "*://"] {
            assert_eq!(Reach::of(pattern), Reach::Other, "{pattern}");
        }
    }
}
