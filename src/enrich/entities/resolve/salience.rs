//! How much an article is about an entity.
//!
//! Points: one a mention, more for the headline, the lead and the dateline, and for a field of the
//! source. Their share is taken as `points / (points + 4 + others / 6)`, where `others` are the
//! mentions of all other entities, so that it saturates, and that in a long article with many names it
//! takes more mentions to stand out than in a brief. Times 255. Numbers of different articles may so be
//! compared: 128 and more is what an article is about, a passing mention has less than 40.

/// Points of a mention.
const MENTION: f32 = 1.0;

/// Points for standing in the headline.
const HEADLINE: f32 = 3.0;

/// Points for standing in the lead.
const LEAD: f32 = 2.0;

/// Points for being the place of the dateline.
const DATELINE: f32 = 1.0;

/// Points for being named by a field of the source: an editor found it worth naming.
const GIVEN: f32 = 1.0;

/// Points that make half of the scale where nothing else is named.
const HALF: f32 = 4.0;

/// Mentions of others that weigh against one point.
const OTHERS_A_POINT: f32 = 6.0;

/// Where an entity is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prominence {
    pub(super) mentions: u32,
    pub(super) is_in_headline: bool,
    pub(super) is_in_lead: bool,
    pub(super) is_in_dateline: bool,
    pub(super) is_given: bool,
}

/// Returns the salience of an entity in an article that has so many mentions of any.
pub(super) fn salience(of: Prominence, all_mentions: u32) -> u8 {
    let points_if = |is_so: bool, points: f32| if is_so { points } else { 0.0 };
    let points = of.mentions as f32 * MENTION
        + points_if(of.is_in_headline, HEADLINE)
        + points_if(of.is_in_lead, LEAD)
        + points_if(of.is_in_dateline, DATELINE)
        + points_if(of.is_given, GIVEN);
    let others = all_mentions.saturating_sub(of.mentions) as f32;
    let share = points / (points + HALF + others / OTHERS_A_POINT);
    (share * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_stands_out_from_a_passing_mention() {
        let subject = Prominence {
            mentions: 6,
            is_in_headline: true,
            is_in_lead: true,
            ..Prominence::default()
        };
        let passing = Prominence {
            mentions: 1,
            ..Prominence::default()
        };
        assert_eq!(salience(subject, 30), 148);
        assert_eq!(salience(passing, 30), 26);
        assert_eq!(salience(passing, 300), 5);
        assert_eq!(salience(Prominence::default(), 0), 0);
        let all = Prominence {
            mentions: u32::MAX,
            ..subject
        };
        assert_eq!(salience(all, u32::MAX), 255);
    }

    #[test]
    fn each_place_in_the_article_weighs() {
        let plain = Prominence {
            mentions: 2,
            ..Prominence::default()
        };
        let more = [
            Prominence { mentions: 3, ..plain },
            Prominence {
                is_in_headline: true,
                ..plain
            },
            Prominence {
                is_in_lead: true,
                ..plain
            },
            Prominence {
                is_in_dateline: true,
                ..plain
            },
            Prominence {
                is_given: true,
                ..plain
            },
        ];
        for of in more {
            assert!(salience(of, 20) > salience(plain, 20), "{of:?}");
        }
    }
}
