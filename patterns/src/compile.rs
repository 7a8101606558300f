//! From patterns to their compact form: the parser's tree, with the choices that can be made without looking back.
//!
//! A choice that the next character decides needs no way back. So each part is compiled knowing what may come behind
//! it ([`Follow`]), from the end of the pattern to its start.

use std::collections::HashMap;
use std::fmt;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use crate::{GROUPS, Patterns, Set, form, is_word};

/// Why a pattern cannot be compiled.
#[derive(Debug)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// Patterns that are compiled together: what they have in common is written once.
#[derive(Debug, Default)]
pub struct Compiler {
    patterns: Vec<(Vec<Node>, Set)>,
    sets: Vec<Set>,
}

/// What [`crate::Patterns`] is made of.
#[derive(Debug)]
pub struct Compiled {
    pub sets: Vec<Set>,
    /// Packed: see [`pack`].
    pub parts: Vec<u8>,
    pub patterns: Vec<Vec<u8>>,
}

/// One list of bytes of several, which [`crate::unpack`] takes apart: a pointer to each would take more room than most.
pub fn pack<'b>(items: impl IntoIterator<Item = &'b [u8]>) -> Result<Vec<u8>, Error> {
    let mut packed = Vec::new();
    for item in items {
        let length = u16::try_from(item.len()).map_err(|_| Error("too long to be packed".to_owned()))?;
        packed.extend(length.to_le_bytes());
        packed.extend(item);
    }
    Ok(packed)
}

impl Compiler {
    /// Adds a pattern. Its groups are numbered by their place in `names`, from 1.
    pub fn add(&mut self, pattern: &str, names: &[&str]) -> Result<(), Error> {
        assert!(names.len() < GROUPS, "too many groups");
        let mut parser = ParserBuilder::new().unicode(false).utf8(false).build();
        let tree = parser.parse(pattern).map_err(|e| Error(e.to_string()))?;
        if tree.properties().minimum_len().is_none_or(|least| least == 0) {
            return Err(Error("a pattern must not match an empty text".to_owned()));
        }
        let end = Follow { any: First { set: ALL, end: true }, word: First { set: ALL, end: true } };
        let mut nodes = Vec::new();
        let follow = Builder { names }.tree(&tree, end, false, &mut nodes)?;
        nodes.reverse();
        self.patterns.push((nodes, follow.any.set));
        Ok(())
    }

    /// The compact form of all patterns.
    pub fn finish(mut self) -> Result<Compiled, Error> {
        let mut uses = HashMap::new();
        self.patterns.iter().for_each(|(nodes, _)| count(nodes, &mut uses));
        let mut writer =
            Writer { uses, sets: std::mem::take(&mut self.sets), parts: Vec::new(), numbers: HashMap::new() };
        let mut patterns = Vec::new();
        for (nodes, first) in &self.patterns {
            let mut form = vec![writer.set(first)];
            writer.nodes(nodes, &mut form);
            patterns.push(form);
        }
        if writer.sets.len() > 256 || writer.parts.len() > 256 {
            return Err(Error("too many sets, or shared parts, to number them in a byte".to_owned()));
        }
        let parts = pack(writer.parts.iter().map(Vec::as_slice))?;
        let compiled = Compiled { sets: writer.sets, parts, patterns };
        let linker = Patterns { sets: &compiled.sets, parts: &compiled.parts };
        if compiled.patterns.iter().any(|p| linker.link(p).code.len() > usize::from(u16::MAX)) {
            return Err(Error("a pattern is too long for places of two bytes".to_owned()));
        }
        Ok(compiled)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Node {
    Literal(Vec<u8>),
    One(Set),
    /// As many as there are: what follows could not match any of them.
    Run(Set),
    Save(u8),
    Edge,
    Start,
    End,
    /// Once or not at all.
    Option(Choice, Vec<Node>),
    /// As often as one likes.
    Loop(Choice, Vec<Node>),
    Either(Choice, Vec<Node>, Vec<Node>),
    /// By the next character.
    Switch(Vec<(u8, Vec<Node>)>),
}

/// How to choose between going in and passing by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Choice {
    /// In if the next is one of the set.
    If(Set),
    /// In if the next is none of the set.
    Unless(Set),
    /// In, and if that leads nowhere, by.
    Eager,
    /// By, and if that leads nowhere, in.
    Lazy,
}

/// What a part of a pattern may begin with.
#[derive(Clone, Copy, Debug)]
struct First {
    set: Set,
    /// Whether it may match at the end of the text.
    end: bool,
}

/// What may come next.
#[derive(Clone, Copy, Debug)]
struct Follow {
    any: First,
    /// The same right behind a letter or digit, where an edge tells more.
    word: First,
}

impl Follow {
    fn or(self, other: Follow) -> Follow {
        let or = |a: First, b: First| First { set: either(&a.set, &b.set), end: a.end || b.end };
        Follow { any: or(self.any, other.any), word: or(self.word, other.word) }
    }

    fn of(set: Set) -> Follow {
        let first = First { set, end: false };
        Follow { any: first, word: first }
    }
}

const EMPTY: Set = [0; 4];
const ALL: Set = [u32::MAX; 4];

fn set_of(holds: impl Fn(u8) -> bool) -> Set {
    let mut set = EMPTY;
    (0..128).filter(|&b| holds(b)).for_each(|b| set[usize::from(b >> 5)] |= 1 << (b & 31));
    set
}

fn both(a: &Set, b: &Set) -> Set {
    std::array::from_fn(|i| a[i] & b[i])
}

fn either(a: &Set, b: &Set) -> Set {
    std::array::from_fn(|i| a[i] | b[i])
}

fn of_words(set: &Set) -> bool {
    both(set, &set_of(is_word)) == *set
}

/// What of a class is ASCII: texts are.
fn set_in(class: &Class) -> Set {
    set_of(|b| match class {
        Class::Bytes(class) => class.ranges().iter().any(|r| (r.start()..=r.end()).contains(&b)),
        Class::Unicode(class) => class.ranges().iter().any(|r| (r.start()..=r.end()).contains(&char::from(b))),
    })
}

/// Whether a match of the tree surely ends in a letter or digit, if one stands before it (`word`).
fn ends_in_word(tree: &Hir, word: bool) -> bool {
    match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => word,
        HirKind::Literal(literal) => literal.0.last().is_some_and(|&b| is_word(b)),
        HirKind::Class(class) => of_words(&set_in(class)),
        HirKind::Capture(capture) => ends_in_word(&capture.sub, word),
        HirKind::Concat(parts) => parts.iter().fold(word, |word, part| ends_in_word(part, word)),
        HirKind::Alternation(ways) => ways.iter().all(|way| ends_in_word(way, word)),
        HirKind::Repetition(r) => (r.min > 0 || word) && ends_in_word(&r.sub, word),
    }
}

/// One way of an alternation: what is left of the literal it begins with, and what comes behind that.
#[derive(Clone)]
struct Way<'h> {
    literal: &'h [u8],
    rest: Vec<&'h Hir>,
}

impl<'h> Way<'h> {
    fn new(tree: &'h Hir) -> Self {
        let parts = match tree.kind() {
            HirKind::Concat(parts) => parts.iter().collect(),
            _ => vec![tree],
        };
        match parts.first().map(|head| head.kind()) {
            Some(HirKind::Literal(literal)) => Way { literal: &literal.0, rest: parts[1..].to_vec() },
            _ => Way { literal: &[], rest: parts },
        }
    }

    fn behind(&self, count: usize) -> Self {
        Way { literal: &self.literal[count..], rest: self.rest.clone() }
    }
}

struct Builder<'n> {
    names: &'n [&'n str],
}

/// Nodes are added to `out` from the last to the first; what is returned is what may come next before them. `word` is
/// whether a letter or digit surely stands before the tree.
impl Builder<'_> {
    fn tree(&self, tree: &Hir, after: Follow, word: bool, out: &mut Vec<Node>) -> Result<Follow, Error> {
        let error = |why: String| Err(Error(why));
        match tree.kind() {
            HirKind::Empty => Ok(after),
            HirKind::Literal(literal) => self.literal(&literal.0, after, out),
            HirKind::Class(class) => {
                let set = set_in(class);
                out.push(Node::One(set));
                Ok(Follow::of(set))
            }
            HirKind::Look(Look::WordAscii) => {
                out.push(Node::Edge);
                let words = set_of(is_word);
                let set = std::array::from_fn(|i| after.any.set[i] & !words[i]);
                Ok(Follow { any: after.any, word: First { set, end: after.any.end } })
            }
            HirKind::Look(Look::Start) => {
                out.push(Node::Start);
                Ok(after)
            }
            HirKind::Look(Look::End) => {
                out.push(Node::End);
                let end = First { set: EMPTY, end: true };
                Ok(Follow { any: end, word: end })
            }
            HirKind::Look(other) => error(format!("{other:?} is not known here")),
            HirKind::Capture(capture) => {
                let name = capture.name.as_deref().unwrap_or_default();
                let Some(at) = self.names.iter().position(|n| *n == name) else {
                    return error(format!("a group {name:?} is not known here"));
                };
                let slot = 2 * (at as u8 + 1);
                out.push(Node::Save(slot + 1));
                let follow = self.tree(&capture.sub, after, word, out)?;
                out.push(Node::Save(slot));
                Ok(follow)
            }
            HirKind::Concat(parts) => self.all(&parts.iter().collect::<Vec<_>>(), after, word, out),
            HirKind::Alternation(ways) => self.ways(&ways.iter().map(Way::new).collect::<Vec<_>>(), after, word, out),
            HirKind::Repetition(repetition) => {
                let (sub, greedy, least) = (&*repetition.sub, repetition.greedy, repetition.min);
                // Before a second time stands what the first one ends in.
                let again = ends_in_word(sub, word);
                let mut follow = match repetition.max {
                    None => self.endless(sub, greedy, after, again && (least > 0 || word), out)?,
                    Some(max) => {
                        // Once, then once more, and so on: each leads past all that are left.
                        let mut inner = Vec::new();
                        let mut follow = after;
                        for time in (least..max).rev() {
                            let mut nodes = inner;
                            let word = if time == 0 { word } else { again };
                            let on = self.tree(sub, follow, word, &mut nodes)?;
                            nodes.reverse();
                            let choice = choice(on, after, greedy, word);
                            inner = vec![Node::Option(choice, nodes)];
                            follow = on.or(after);
                        }
                        out.append(&mut inner);
                        follow
                    }
                };
                for time in (0..least).rev() {
                    follow = self.tree(sub, follow, if time == 0 { word } else { again }, out)?;
                }
                Ok(follow)
            }
        }
    }

    fn all(&self, parts: &[&Hir], after: Follow, word: bool, out: &mut Vec<Node>) -> Result<Follow, Error> {
        let mut words = vec![word];
        for part in parts {
            words.push(ends_in_word(part, words[words.len() - 1]));
        }
        let mut follow = after;
        for (part, word) in parts.iter().zip(words).rev() {
            follow = self.tree(part, follow, word, out)?;
        }
        Ok(follow)
    }

    fn literal(&self, bytes: &[u8], after: Follow, out: &mut Vec<Node>) -> Result<Follow, Error> {
        let Some(&first) = bytes.first() else { return Ok(after) };
        if bytes.iter().any(|b| !matches!(b, form::LITERAL..=b'~')) || bytes.len() > 255 {
            return Err(Error("texts are printable ASCII, and a literal has 255 characters at most".to_owned()));
        }
        out.push(Node::Literal(bytes.to_vec()));
        Ok(Follow::of(set_of(|b| b == first)))
    }

    /// As often as one likes.
    fn endless(
        &self,
        sub: &Hir,
        greedy: bool,
        after: Follow,
        word: bool,
        out: &mut Vec<Node>,
    ) -> Result<Follow, Error> {
        if sub.properties().minimum_len().is_none_or(|least| least == 0) {
            return Err(Error("what is repeated without end must not match an empty text".to_owned()));
        }
        if let HirKind::Class(class) = sub.kind() {
            let set = set_in(class);
            // Nothing would be gained by taking fewer of them, not even none: what follows could not go on there.
            let behind = if word && of_words(&set) { after.word } else { after.any };
            if both(&behind.set, &set) == EMPTY {
                out.push(Node::Run(set));
                return Ok(Follow::of(set).or(after));
            }
        }
        // What the body may begin with does not depend on what follows, since it is never empty.
        let on = self.tree(sub, after, word, &mut Vec::new())?;
        let mut nodes = Vec::new();
        self.tree(sub, on.or(after), word, &mut nodes)?;
        nodes.reverse();
        out.push(Node::Loop(choice(on, after, greedy, word), nodes));
        Ok(on.or(after))
    }

    /// The first of the ways that leads on. Ways that begin with different characters are told apart by them.
    fn ways(&self, ways: &[Way], after: Follow, word: bool, out: &mut Vec<Node>) -> Result<Follow, Error> {
        let whole = |way: &Way, out: &mut Vec<Node>| {
            let word = way.literal.last().map_or(word, |&b| is_word(b));
            let follow = self.all(&way.rest, after, word, out)?;
            self.literal(way.literal, follow, out)
        };
        if let [way] = ways {
            return whole(way, out);
        }
        if let Some(odd) = ways.iter().position(|w| w.literal.is_empty()) {
            // One that begins with something else is tried in its turn, between those before and behind it.
            let (on, rest) = ways.split_at(odd.max(1));
            let (mut on_nodes, mut out_nodes) = (Vec::new(), Vec::new());
            let first_on = self.ways(on, after, word, &mut on_nodes)?;
            let first_out = self.ways(rest, after, word, &mut out_nodes)?;
            on_nodes.reverse();
            out_nodes.reverse();
            out.push(Node::Either(choice(first_on, first_out, true, word), on_nodes, out_nodes));
            return Ok(first_on.or(first_out));
        }
        let mut by_first: Vec<(u8, Vec<Way>)> = Vec::new();
        for way in ways {
            let first = way.literal[0];
            match by_first.iter_mut().find(|(f, _)| *f == first) {
                Some((_, group)) => group.push(way.clone()),
                None => by_first.push((first, vec![way.clone()])),
            }
        }
        if let [(_, group)] = &by_first[..] {
            // What all begin with is matched once.
            let literal = group[0].literal;
            let shared = |w: &Way| w.literal.iter().zip(literal).take_while(|(a, b)| a == b).count();
            let shared = group.iter().map(shared).min().unwrap_or_default();
            let stripped: Vec<_> = group.iter().map(|w| w.behind(shared)).collect();
            let follow = self.ways(&stripped, after, is_word(literal[shared - 1]), out)?;
            return self.literal(&literal[..shared], follow, out);
        }
        by_first.sort_by_key(|(first, _)| *first);
        let mut targets = Vec::new();
        for (first, group) in by_first {
            let mut nodes = Vec::new();
            let behind: Vec<_> = group.iter().map(|w| w.behind(1)).collect();
            self.ways(&behind, after, is_word(first), &mut nodes)?;
            nodes.reverse();
            targets.push((first, nodes));
        }
        let set = set_of(|b| targets.iter().any(|t| t.0 == b));
        out.push(Node::Switch(targets));
        Ok(Follow::of(set))
    }
}

/// Between what begins with `on` and what begins with `out`: by the next character, where that decides.
fn choice(on: Follow, out: Follow, greedy: bool, word: bool) -> Choice {
    let (on, out) = if word { (on.word, out.word) } else { (on.any, out.any) };
    let apart = both(&on.set, &out.set) == EMPTY;
    match (apart && !on.end, apart && !out.end) {
        (true, _) => Choice::If(on.set),
        (_, true) => Choice::Unless(out.set),
        _ if greedy => Choice::Eager,
        _ => Choice::Lazy,
    }
}

/// How often each node is used; what is inside one that was met before is not counted again.
fn count<'p>(nodes: &'p [Node], uses: &mut HashMap<&'p Node, usize>) {
    for node in nodes {
        let times = uses.entry(node).or_default();
        *times += 1;
        if *times == 1 {
            match node {
                Node::Option(_, nodes) | Node::Loop(_, nodes) => count(nodes, uses),
                Node::Either(_, on, out) => [on, out].into_iter().for_each(|n| count(n, uses)),
                Node::Switch(targets) => targets.iter().for_each(|t| count(&t.1, uses)),
                _ => {}
            }
        }
    }
}

/// Writes the compact form, which `form` describes.
struct Writer<'p> {
    uses: HashMap<&'p Node, usize>,
    sets: Vec<Set>,
    parts: Vec<Vec<u8>>,
    /// The numbers of the parts that are written.
    numbers: HashMap<&'p Node, u8>,
}

/// A node is a part of its own from this size in bytes on.
const SHARED: usize = 20;

impl<'p> Writer<'p> {
    fn set(&mut self, set: &Set) -> u8 {
        let at = self.sets.iter().position(|s| s == set).unwrap_or_else(|| {
            self.sets.push(*set);
            self.sets.len() - 1
        });
        at as u8
    }

    fn choice(&mut self, choice: &Choice, out: &mut Vec<u8>) {
        match choice {
            Choice::If(set) => {
                let set = self.set(set);
                out.extend([form::IF, set]);
            }
            Choice::Unless(set) => {
                let set = self.set(set);
                out.extend([form::UNLESS, set]);
            }
            Choice::Eager => out.push(form::EAGER),
            Choice::Lazy => out.push(form::LAZY),
        }
    }

    /// A sequence, and its end.
    fn nodes(&mut self, nodes: &'p [Node], out: &mut Vec<u8>) {
        for node in nodes {
            if let Some(&number) = self.numbers.get(node) {
                out.extend([form::PART, number]);
                continue;
            }
            let mut written = Vec::new();
            self.node(node, &mut written);
            if self.uses[node] > 1 && written.len() >= SHARED {
                let number = self.parts.len() as u8;
                self.numbers.insert(node, number);
                written.push(form::STOP);
                self.parts.push(written);
                out.extend([form::PART, number]);
            } else {
                out.append(&mut written);
            }
        }
        out.push(form::STOP);
    }

    fn node(&mut self, node: &'p Node, out: &mut Vec<u8>) {
        match node {
            Node::Literal(bytes) => out.extend(bytes),
            Node::One(set) => {
                let set = self.set(set);
                out.extend([form::ONE, set]);
            }
            Node::Run(set) => {
                let set = self.set(set);
                out.extend([form::RUN, set]);
            }
            Node::Save(slot) => out.extend([form::SAVE, *slot]),
            Node::Edge => out.push(form::EDGE),
            Node::Start => out.push(form::START),
            Node::End => out.push(form::END),
            Node::Option(choice, nodes) => {
                out.push(form::OPTION);
                self.choice(choice, out);
                self.nodes(nodes, out);
            }
            Node::Loop(choice, nodes) => {
                out.push(form::LOOP);
                self.choice(choice, out);
                self.nodes(nodes, out);
            }
            Node::Either(choice, on, by) => {
                out.push(form::EITHER);
                self.choice(choice, out);
                self.nodes(on, out);
                self.nodes(by, out);
            }
            Node::Switch(targets) => {
                out.extend([form::SWITCH, targets.len() as u8]);
                out.extend(targets.iter().map(|t| t.0));
                targets.iter().for_each(|t| self.nodes(&t.1, out));
            }
        }
    }
}
