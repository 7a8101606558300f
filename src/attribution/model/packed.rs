//! Tables of small integers, most of them zero, in few bits: Rice codes of the gaps and the sizes.
//!
//! The first byte holds how many low bits a gap is written with, the second the same for a size. Then, for each integer
//! that is not zero: how many zeros were passed over since the last, how far it is from zero (less one), its sign.

/// A number as a Rice code: its high bits as so many ones and a zero, then its `low` bits as they are.
struct Bits<'b> {
    bytes: &'b [u8],
    /// In bits.
    at: usize,
}

impl Bits<'_> {
    fn bit(&mut self) -> Option<usize> {
        let byte = self.bytes.get(self.at / 8)?;
        self.at += 1;
        Some(usize::from(byte >> ((self.at - 1) % 8)) & 1)
    }

    fn number(&mut self, low: u8) -> Option<usize> {
        let mut number = 0;
        while self.bit()? == 1 {
            number += 1;
        }
        for _ in 0..low {
            number = number << 1 | self.bit()?;
        }
        Some(number)
    }
}

/// The table of `len` integers that was packed.
pub(super) fn unpack(packed: &[u8], len: usize) -> Vec<i8> {
    let mut table = vec![0; len];
    if let [gap, size, bytes @ ..] = packed {
        fill(&mut table, Bits { bytes, at: 0 }, *gap, *size);
    }
    table
}

fn fill(table: &mut [i8], mut bits: Bits, gap: u8, size: u8) -> Option<()> {
    let mut at = 0;
    loop {
        at += bits.number(gap)?;
        let size = bits.number(size)? as i8 + 1;
        *table.get_mut(at)? = if bits.bit()? == 1 { -size } else { size };
        at += 1;
    }
}

/// Packs a table in the form that [`unpack`] reads.
#[cfg(any(test, feature = "training"))]
pub fn pack(table: &[i8]) -> Vec<u8> {
    let filled: Vec<usize> = (0..table.len()).filter(|&n| table[n] != 0).collect();
    let gaps = |n: usize| filled[n] - if n == 0 { 0 } else { filled[n - 1] + 1 };
    let sizes = |n: usize| usize::from(table[filled[n]].unsigned_abs()) - 1;
    let mut bits = Vec::new();
    let write = |bits: &mut Vec<bool>, number: usize, low: u8| {
        bits.extend(std::iter::repeat_n(true, number >> low).chain([false]));
        bits.extend((0..low).rev().map(|n| number >> n & 1 == 1));
    };
    let shortest = |number: &dyn Fn(usize) -> usize| {
        let length = |low: u8| (0..filled.len()).map(|n| (number(n) >> low) + usize::from(low)).sum::<usize>();
        (0..16).min_by_key(|&low| length(low)).unwrap_or(0)
    };
    let (gap, size) = (shortest(&gaps), shortest(&sizes));
    for n in 0..filled.len() {
        write(&mut bits, gaps(n), gap);
        write(&mut bits, sizes(n), size);
        bits.push(table[filled[n]] < 0);
    }
    // A gap that does not end: the bits that fill the last byte are no integer.
    bits.resize(bits.len().next_multiple_of(8), true);
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, &bit| byte << 1 | u8::from(bit));
    [gap, size].into_iter().chain(bits.chunks(8).map(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        for table in [
            vec![],
            vec![0; 300],
            vec![1],
            vec![0, 0, -1, 31, 0, 0, 0, -7, 1, 0],
            (0..4000).map(|n| if n % 97 == 5 { (n % 31) as i8 - 15 } else { 0 }).collect(),
        ] {
            assert_eq!(unpack(&pack(&table), table.len()), table);
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let packed = pack(&[0, 3, 0, 0, 0, -2]);
        assert_eq!(unpack(&packed, 4), [0, 3, 0, 0]);
        assert_eq!(unpack(&[], 2), [0, 0]);
        assert_eq!(unpack(&[0], 2), [0, 0]);
    }
}
