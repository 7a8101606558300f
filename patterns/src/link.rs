//! From the compact form to a program.

use crate::{Program, Set, form, op};

/// What patterns that were compiled together have in common.
#[derive(Clone, Copy, Debug)]
pub struct Patterns<'p> {
    pub sets: &'p [Set],
    /// Packed: see [`unpack`].
    pub parts: &'p [u8],
}

/// The lists of bytes that were packed into one: each as its length, in two bytes, and what is in it.
pub fn unpack(mut packed: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = packed.split_first_chunk()?;
        let (item, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
        packed = rest;
        Some(item)
    })
}

impl<'p> Patterns<'p> {
    /// Makes a program of a pattern's compact form.
    pub fn link(&self, mut pattern: &[u8]) -> Program<'p> {
        let first = take(&mut pattern);
        let mut linker = Linker { parts: self.parts, code: Vec::new(), forks: 0 };
        linker.sequence(&mut pattern);
        linker.code.push(op::MATCH);
        Program { code: linker.code, forks: usize::from(linker.forks), sets: self.sets, first }
    }
}

/// The next byte; a form that ends too early ends its sequences.
fn take(form: &mut &[u8]) -> u8 {
    form.split_off_first().copied().unwrap_or(form::STOP)
}

struct Linker<'p> {
    parts: &'p [u8],
    code: Vec<u8>,
    forks: u16,
}

/// Where a place is still to be written.
struct Hole(usize);

impl Linker<'_> {
    fn sequence(&mut self, form: &mut &[u8]) {
        loop {
            match take(form) {
                first @ form::LITERAL.. => {
                    let more = form.iter().take_while(|c| **c >= form::LITERAL).take(254).count() as u8;
                    self.code.extend([op::LITERAL, 1 + more, first]);
                    self.copy(form, more);
                }
                form::ONE => self.code.extend([op::ONE, take(form)]),
                form::RUN => self.code.extend([op::RUN, take(form)]),
                form::SAVE => self.code.extend([op::SAVE, take(form)]),
                form::EDGE => self.code.push(op::EDGE),
                form::START => self.code.push(op::START),
                form::END => self.code.push(op::END),
                form::PART => {
                    let part = unpack(self.parts).nth(usize::from(take(form)));
                    self.sequence(&mut part.unwrap_or_default());
                }
                form::OPTION => {
                    let by = self.choice(form);
                    self.sequence(form);
                    self.fill(by);
                }
                form::LOOP => {
                    let again = self.code.len();
                    let by = self.choice(form);
                    self.sequence(form);
                    let back = self.jump();
                    self.write(back, again);
                    self.fill(by);
                }
                form::EITHER => {
                    let by = self.choice(form);
                    self.sequence(form);
                    let end = self.jump();
                    self.fill(by);
                    self.sequence(form);
                    self.fill(end);
                }
                form::SWITCH => {
                    let count = take(form);
                    self.code.extend([op::SWITCH, count]);
                    self.copy(form, count);
                    let places: Vec<Hole> = (0..count).map(|_| self.hole()).collect();
                    let mut ends = Vec::new();
                    for place in places {
                        self.fill(place);
                        self.sequence(form);
                        ends.push(self.jump());
                    }
                    ends.into_iter().for_each(|end| self.fill(end));
                }
                _ => return,
            }
        }
    }

    /// What decides whether to go in, and where to go if not.
    fn choice(&mut self, form: &mut &[u8]) -> Hole {
        match take(form) {
            form::IF => self.code.extend([op::IF, take(form)]),
            form::UNLESS => self.code.extend([op::UNLESS, take(form)]),
            form::EAGER => self.fork(op::FORK),
            form::LAZY.. => self.fork(op::LAZY_FORK),
        }
        self.hole()
    }

    fn fork(&mut self, op: u8) {
        let [low, high] = self.forks.to_le_bytes();
        self.code.extend([op, low, high]);
        self.forks += 1;
    }

    fn copy(&mut self, form: &mut &[u8], length: u8) {
        self.code.extend(form.split_off(..usize::from(length)).unwrap_or_default());
    }

    fn jump(&mut self) -> Hole {
        self.code.push(op::JUMP);
        self.hole()
    }

    fn hole(&mut self) -> Hole {
        self.code.extend([0, 0]);
        Hole(self.code.len() - 2)
    }

    /// Fills a hole with the place of what is written next.
    fn fill(&mut self, hole: Hole) {
        self.write(hole, self.code.len());
    }

    fn write(&mut self, hole: Hole, place: usize) {
        self.code[hole.0..hole.0 + 2].copy_from_slice(&(place as u16).to_le_bytes());
    }
}
