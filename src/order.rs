//! Puts things in the order in which they stand in the text.
//!
//! One sort for all of them: the compiler makes std's anew for every type, 4 KB of wasm each time.

/// Sorts by up to two numbers; what has the same place keeps its order.
pub(crate) fn by_place<T>(items: &mut Vec<T>, place: impl Fn(&T) -> (usize, usize)) {
    let mut order: Vec<[usize; 3]> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let (first, second) = place(item);
        order.push([first, second, index]);
    }
    if order.is_sorted() {
        return;
    }
    order.sort_unstable();
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|[.., index]| unsorted[index].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        let mut items = vec![(2, 0, 'a'), (1, 9, 'b'), (2, 0, 'c'), (1, 3, 'd'), (0, 0, 'e')];
        by_place(&mut items, |i| (i.0, i.1));
        assert_eq!(items.iter().map(|i| i.2).collect::<String>(), "edbac");
    }
}
