//! The report as JSON, spans counted in code points.

use serde::Serialize;

use crate::report::{Attribution, Rebuttal, Report, Speaker};
use crate::text::CodePoints;
use crate::{Article, text::Unit};

/// One document's report as it is written: the report's fields behind the document's id.
#[derive(Serialize)]
#[serde(bound = "Id: Serialize")]
pub struct Json<'r, Id, U: Unit = CodePoints> {
    pub id: Id,
    pub speakers: &'r [Speaker],
    pub attributions: &'r [Attribution<U>],
    pub rebuttals: &'r [Rebuttal<U>],
}

impl<'r, Id, U: Unit> Json<'r, Id, U> {
    pub fn new(id: Id, report: &'r Report<U>) -> Self {
        Json { id, speakers: &report.speakers, attributions: &report.attributions, rebuttals: &report.rebuttals }
    }
}

/// The report of one document on one line, without the line's end.
pub fn json(id: impl Serialize, article: &Article, report: &Report) -> String {
    let report = report.counted_in::<CodePoints>(&article.text);
    serde_json::to_string(&Json::new(id, &report)).expect("strings, numbers and lists are always JSON")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn has_the_shape_that_the_scorers_read() {
        let (article, report) = sample::report();
        let value: serde_json::Value = serde_json::from_str(&json("a", &article, &report)).expect("JSON");
        let keys = |v: &serde_json::Value| v.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&value), ["attributions", "id", "rebuttals", "speakers"]);
        assert_eq!(value["id"], "a");
        assert_eq!(value["speakers"][0], serde_json::json!({"name": "Ann Lee", "role": "Mayor", "kind": "person"}));
        let first = &value["attributions"][0];
        assert_eq!(first["kind"], "direct");
        // Code points: each mark is one.
        assert_eq!(first["content"][0], serde_json::json!({"start": 14, "end": 31}));
        assert_eq!(value["attributions"][3]["source"], serde_json::Value::Null);
        let rebuttal = &value["rebuttals"][0];
        assert_eq!((&rebuttal["by"], &rebuttal["attribution"]), (&1.into(), &2.into()));
        assert_eq!(rebuttal["marker"]["end"].as_u64().map(|e| e - 5), rebuttal["marker"]["start"].as_u64());
        assert_eq!(rebuttal["targets"].as_array().map(Vec::len), Some(2));
    }
}
