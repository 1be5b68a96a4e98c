//! People.

use super::*;

#[test]
fn a_single_word_joins_the_full_name() {
    check(
        "{p Volodymyr Zelensky} spoke. {p Zelensky} left. {p Zelensky}'s aide stayed.",
        &["p Volodymyr Zelensky = Zelensky 2, Volodymyr Zelensky"],
    );
    check(
        "{p Zelensky} left. President {p Volodymyr Zelensky} stayed.",
        &["p Volodymyr Zelensky = Zelensky, Volodymyr Zelensky"],
    );
    check(
        "{p Steve Witkoff} met {p Yuri Ushakov}. {p Witkoff} left.",
        &["p Steve Witkoff = Steve Witkoff, Witkoff", "p Yuri Ushakov"],
    );
}

#[test]
fn titles_and_possessives_do_not_divide() {
    check(
        "{p President Vladimir Putin} and {p Mr. Putin's} men; {p the Putin} line.",
        &["p Vladimir Putin = Putin 2, Vladimir Putin"],
    );
    check(
        "{p J. K. Rowling} and {p J.K. Rowling} and {p JK Rowling}",
        &["p J.K. Rowling = J.K. Rowling 2, JK Rowling"],
    );
}

#[test]
fn a_couple_with_two_forms_of_one_name_stays_two() {
    check(
        "{p Volodymyr Zelensky} and {p Olena Zelenska} came. {p Zelenska} spoke, {p Zelensky} listened.",
        &[
            "p Volodymyr Zelensky = Volodymyr Zelensky, Zelensky",
            "p Olena Zelenska = Olena Zelenska, Zelenska",
        ],
    );
    check(
        "{p Volodymyr Zelensky} came. {p Zelenska} spoke.",
        &["p Volodymyr Zelensky", "p Zelenska"],
    );
}

#[test]
fn two_people_with_one_family_name_stay_apart() {
    check(
        "{p George Bush} rang {p Jeb Bush}.\n\n{p Bush} hung up.",
        &["p George Bush", "p Jeb Bush", "p Bush"],
    );
    check(
        "{p John Smith} met {p Mary Smith} in {l Oslo}.\n\n{p Smith} left.",
        &["p John Smith", "p Mary Smith", "l Oslo", "p Smith"],
    );
    check(
        "{p J. Smith} signed for {p John Smith} and {p Jane Smith}.",
        &["p J. Smith", "p John Smith", "p Jane Smith"],
    );
    check(
        "{p George Bush}: {p George W. Bush} and {p George H. W. Bush}",
        &["p George Bush", "p George W. Bush", "p George H.W. Bush"],
    );
}

#[test]
fn a_family_name_of_several_is_the_only_one_named_before() {
    check(
        "{p Barack Obama} won. {p Obama} thanked {p Michelle Obama}.",
        &["p Barack Obama = Barack Obama, Obama", "p Michelle Obama"],
    );
}

#[test]
fn a_family_name_of_several_is_the_only_one_of_its_paragraph() {
    check(
        "{p John Smith} met {p Mary Smith}.\n\n{p Mary Smith} spoke. {p Smith} left.\n\n{p John Smith} ate. {p Smith} slept.",
        &[
            "p John Smith = John Smith 2, Smith",
            "p Mary Smith = Mary Smith 2, Smith",
        ],
    );
}

#[test]
fn a_family_name_of_several_is_the_only_one_so_called() {
    check(
        "{p Barack Obama} won. {p Obama} thanked {p Michelle Obama}.\n\n{p Obama} left.",
        &["p Barack Obama = Obama 2, Barack Obama", "p Michelle Obama"],
    );
}

#[test]
fn a_first_name_joins_if_nobody_else_has_it() {
    check(
        "{p Sheila Brumby} sang. {p Sheila} danced.",
        &["p Sheila Brumby = Sheila Brumby, Sheila"],
    );
    check(
        "{p Ivan Petrov} and {p Ivan Sidorov} met. {p Ivan} left.",
        &["p Ivan Petrov", "p Ivan Sidorov", "p Ivan"],
    );
    check(
        "{p Martin Freeman} and {p Steve Martin} met. {p Martin} left.",
        &["p Martin Freeman", "p Steve Martin = Steve Martin, Martin"],
    );
}

#[test]
fn family_names_may_stand_first() {
    check("{p Xi Jinping} spoke. {p Xi} left.", &["p Xi Jinping = Xi Jinping, Xi"]);
    check(
        "{p Ban Ki-moon} spoke. {p Ban} left. {p Ban Ki-Moon} slept.",
        &["p Ban Ki-moon = Ban Ki-moon, Ban, Ban Ki-Moon"],
    );
    check(
        "{p Shinzo Abe} is {p Abe Shinzo}. {p Abe} spoke.",
        &["p Shinzo Abe = Shinzo Abe, Abe Shinzo, Abe"],
    );
    check(
        "{p Kim Jong-un}, son of {p Kim Jong-il}. {p Kim Jong Un} left.",
        &["p Kim Jong Un = Kim Jong-un, Kim Jong Un", "p Kim Jong-il"],
    );
}

#[test]
fn initials_join_the_name() {
    check(
        "{p V. Zelensky}, that is {p Volodymyr Zelensky}.",
        &["p Volodymyr Zelensky = V. Zelensky, Volodymyr Zelensky"],
    );
    check(
        "{p O. Zelensky}, {p Volodymyr Zelensky}.",
        &["p O. Zelensky", "p Volodymyr Zelensky"],
    );
    check(
        "{p George W. Bush} won. {p George Bush} spoke, {p Bush} left.",
        &["p George W. Bush = George W. Bush, George Bush, Bush"],
    );
}

#[test]
fn particles_belong_to_names() {
    check(
        "{p Ursula von der Leyen} spoke. {p Von der Leyen} left, {p von der Leyen} said.",
        &["p Ursula von der Leyen = Ursula von der Leyen, Von der Leyen, von der Leyen"],
    );
    check(
        "{p Charles de Gaulle} spoke. {p De Gaulle} left. {p de Gaulle} slept.",
        &["p Charles de Gaulle = Charles de Gaulle, De Gaulle, de Gaulle"],
    );
    check(
        "{p Bashar al-Assad} spoke. {p Assad} left. {p al-Assad} slept.",
        &["p Bashar al-Assad = Bashar al-Assad, Assad, al-Assad"],
    );
    check(
        "{p Robert De Niro} spoke. {p De Niro} left.",
        &["p Robert De Niro = Robert De Niro, De Niro"],
    );
    // King Salman is the father.
    check(
        "{p Mohammed bin Salman} met King {p Salman}. {p Bin Salman} left, {p bin Salman} said.",
        &[
            "p Mohammed bin Salman = Mohammed bin Salman, Bin Salman, bin Salman",
            "p Salman",
        ],
    );
    check("{p Al Gore} met {p Tipper Gore}.", &["p Al Gore", "p Tipper Gore"]);
}

#[test]
fn several_family_names_join_by_all_or_one() {
    check(
        "{p Gabriel García Márquez} wrote. {p García Márquez} slept. {p Garcia Marquez}!",
        &["p Gabriel García Márquez = Gabriel García Márquez, García Márquez, Garcia Marquez"],
    );
    check(
        "{p Hugo Chávez Frías} spoke. {p Hugo Chávez} left. {p Chávez} slept.",
        &["p Hugo Chávez Frías = Hugo Chávez Frías, Hugo Chávez, Chávez"],
    );
}

#[test]
fn father_and_son_stay_apart() {
    check(
        "{p Cal Ripken Jr.} and his father {p Cal Ripken Sr.} and {p Cal Ripken}",
        &["p Cal Ripken Jr.", "p Cal Ripken Sr.", "p Cal Ripken"],
    );
    check(
        "{p Robert F. Kennedy Jr.} spoke. {p Kennedy} left. {p Robert Kennedy Jr} slept.",
        &["p Robert F. Kennedy Jr. = Robert F. Kennedy Jr., Kennedy, Robert Kennedy Jr"],
    );
    check(
        "{p Charles III} waved. {p Charles} left. {p Charles II} was another.",
        &["p Charles III = Charles III, Charles", "p Charles II"],
    );
}

#[test]
fn spellings_of_one_name_join() {
    check(
        "{p Volodymyr Zelensky} spoke. {p Zelenskyy} left, {p Volodymyr Zelenskyy} too. {p Zelensky} slept.",
        &["p Volodymyr Zelensky = Volodymyr Zelensky, Zelenskyy, Volodymyr Zelenskyy, Zelensky"],
    );
    check(
        "{p Zelensky} and {p Zelenskiy} and {p ZELENSKY}",
        &["p Zelensky = Zelensky, Zelenskiy, ZELENSKY"],
    );
    check("{p Brown} and {p Braun}", &["p Brown", "p Braun"]);
    check("{p Lars Andersen} met {p Anderson}", &["p Lars Andersen", "p Anderson"]);
    check(
        "{p Marian Gray} met {p Marion Gray}",
        &["p Marian Gray", "p Marion Gray"],
    );
    // The equal name before the like one.
    check(
        "{p Ann Phillips} met {p Bob Philips}. {p Philips} left.",
        &["p Ann Phillips", "p Bob Philips = Bob Philips, Philips"],
    );
}

#[test]
fn titles_days_and_peoples_are_people_only_where_somebody_is_called_so() {
    check(
        "{p President} {p He} {p Friday} {p Easter} {p Russian} {p King} {p May}",
        &[],
    );
    check(
        "{p Theresa May} spoke in {l May}. {p May} left.",
        &["p Theresa May = Theresa May, May"],
    );
    check(
        "{p Martin Luther King} spoke. {p King} left. {p King Olav} waved.",
        &["p Martin Luther King = Martin Luther King, King", "p Olav"],
    );
}

#[test]
fn a_list_of_many_namesakes_is_left_alone() {
    let voters: Vec<String> = (0..2_000).map(|number| format!("{{p Voter{number} Smith}}")).collect();
    let (article, mentions) = article("", &format!("{} {{p Smith}}", voters.join(", ")));
    assert_eq!(entities(&article, &mentions).len(), 2_001);
}
