//! Making elements: typed text and attributes only, never markup from strings.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, FocusOptions, HtmlElement, Node};

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";

// Without a way to fail: with the names that we use none of these does, and to hand on hundreds of errors that never
// come was a tenth of the panel's code.
#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Maker;
    #[wasm_bindgen(method, js_name = createElementNS)]
    fn html(this: &Maker, namespace: &str, tag: &str) -> HtmlElement;
    #[wasm_bindgen(method, js_name = createElementNS)]
    fn svg(this: &Maker, namespace: &str, tag: &str) -> Element;
}

/// Makes elements of one document.
#[derive(Clone)]
pub struct Make(Document);

impl Make {
    pub fn new(document: Document) -> Self {
        Make(document)
    }

    pub fn document(&self) -> &Document {
        &self.0
    }

    pub fn tag(&self, tag: &str, class: &str) -> HtmlElement {
        // By its namespace: an HTML element in any document.
        let element = self.0.unchecked_ref::<Maker>().html(HTML, tag);
        if !class.is_empty() {
            element.set_class_name(class);
        }
        element
    }

    /// An element with text.
    pub fn text(&self, tag: &str, class: &str, text: &str) -> HtmlElement {
        let element = self.tag(tag, class);
        element.set_text_content(Some(text));
        element
    }

    /// A button that carries out `action`, see [`super::action::Action`].
    pub fn button(&self, class: &str, action: &str) -> HtmlElement {
        self.tag("button", class).attr("type", "button").attr("data-do", action)
    }

    /// A button with an icon, whose name is only spoken and shown as a tooltip.
    pub fn icon_button(&self, class: &str, action: &str, icon: &str, name: &str) -> HtmlElement {
        let button = self.button(class, action).with(&self.icon(icon));
        rename(&button, name);
        button
    }

    /// An icon of 20 by 20 units, drawn with one stroked path.
    pub fn icon(&self, path: &str) -> Element {
        let svg = self.svg("svg");
        set(&svg, "viewBox", "0 0 20 20");
        set(&svg, "class", "icon");
        set(&svg, "aria-hidden", "true");
        let shape = self.svg("path");
        set(&shape, "d", path);
        append(&svg, &shape);
        svg
    }

    /// A part of a drawing.
    pub fn svg(&self, tag: &str) -> Element {
        self.0.unchecked_ref::<Maker>().svg(SVG, tag)
    }

    pub fn node(&self, text: &str) -> Node {
        self.0.create_text_node(text).into()
    }
}

/// Attributes and children in a chain. None of these fails for the constant names we use, so none returns a result.
pub trait Build: Sized {
    fn attr(self, name: &str, value: &str) -> Self;
    fn with(self, child: &impl AsRef<Node>) -> Self;
}

impl Build for HtmlElement {
    fn attr(self, name: &str, value: &str) -> Self {
        set(&self, name, value);
        self
    }

    fn with(self, child: &impl AsRef<Node>) -> Self {
        append(&self, child);
        self
    }
}

/// Sets an attribute, if it has another value: an observer of it hears nothing then.
pub fn set(element: &Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        let _ = element.set_attribute(name, value);
    }
}

/// Sets the text, if it is another one: a live region says nothing then, and a selection stays.
pub fn write(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Gives an element without text its spoken name and its tooltip.
pub fn rename(element: &Element, name: &str) {
    set(element, "aria-label", name);
    set(element, "title", name);
}

/// Moves the focus, and nothing else: the page stays where it is.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

pub fn append(parent: &Node, child: &impl AsRef<Node>) {
    let _ = parent.append_child(child.as_ref());
}

/// Makes `children` the children of `parent`. Those that stay are not moved, so focus, selection and scroll place
/// in them live on.
pub fn reconcile(parent: &Element, children: &[HtmlElement]) {
    let mut place = parent.first_child();
    for child in children {
        match &place {
            Some(node) if node.is_same_node(Some(child)) => place = node.next_sibling(),
            // The one expected here left the list: take it out, rather than move all behind it.
            Some(node) if place_follows(node, child) => {
                let gone = node.clone();
                place = child.next_sibling();
                let _ = parent.remove_child(&gone);
            }
            _ => {
                let _ = parent.insert_before(child, place.as_ref());
            }
        }
    }
    while let Some(node) = place {
        place = node.next_sibling();
        let _ = parent.remove_child(&node);
    }
}

/// Whether `child` is the next sibling of `node`.
fn place_follows(node: &Node, child: &HtmlElement) -> bool {
    node.next_sibling().is_some_and(|next| next.is_same_node(Some(child)))
}
