//! Trees from markup, for the tests: tags, `class` and text; no entities, no scripts.

use super::hints::Hints;
use super::tree::{Tag, Tree};

/// Every element must be closed, but for `<br>`.
pub fn parse(markup: &str) -> Tree {
    let mut tree = Tree::default();
    tree.open(Tag::Block, Hints::NONE);
    let mut foreign = 0;
    for part in markup
        .split_inclusive('>')
        .flat_map(|p| p.split_at_checked(p.find('<').unwrap_or(p.len())))
        .flat_map(|(a, b)| [a, b])
    {
        let Some(tag) = part.strip_prefix('<') else {
            if foreign == 0 && !part.is_empty() {
                tree.text(part);
            }
            continue;
        };
        let tag = tag.trim_end_matches('>');
        if let Some(name) = tag.strip_prefix('/') {
            if Tag::named(name) == Tag::Foreign {
                foreign -= 1
            } else if foreign == 0 {
                tree.close();
            }
            continue;
        }
        let (name, class) = tag.split_once(" class=").unwrap_or((tag, ""));
        let named = Tag::named(name);
        foreign += usize::from(named == Tag::Foreign);
        if foreign == 0 {
            tree.open(named, Hints::named(class.trim_matches('"')));
            if named == Tag::Break {
                tree.close();
            }
        }
    }
    tree.finish();
    tree
}
