//! What Quoth may read: the sites that the reader granted.

use crate::browser::{self, message, message_of};
use crate::site::{Reach, Site};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access(Vec<String>);

impl Access {
    pub async fn now() -> Access {
        Access(browser::origins().await)
    }

    /// As the browser names them, to give back.
    pub fn origins(&self) -> &[String] {
        &self.0
    }

    pub fn may_read(&self, host: &str) -> bool {
        self.0.iter().any(|o| Reach::of(o).has(host))
    }

    pub fn may_read_all(&self) -> bool {
        self.0.iter().any(|o| Reach::of(o) == Reach::All)
    }

    /// What was granted for this site and no other.
    pub fn only_for(&self, site: &Site) -> Vec<String> {
        self.0.iter().filter(|o| matches!(Reach::of(o), Reach::Site(s) if s == *site)).cloned().collect()
    }

    /// All of it, for the reader.
    pub fn in_words(&self) -> String {
        if self.may_read_all() {
            return message("reads_all");
        }
        let sites = self.0.iter().filter_map(|o| if let Reach::Site(site) = Reach::of(o) { Some(site) } else { None });
        let mut sites: Vec<String> = sites.map(|site| site.name().to_owned()).collect();
        sites.sort_unstable();
        sites.dedup();
        if sites.is_empty() { message("reads_asked") } else { message_of("reads_sites", &[&sites.join(", ")]) }
    }
}
