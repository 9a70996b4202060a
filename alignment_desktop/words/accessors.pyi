# Written by tools/build_words.py from the English catalogue; change that, and run it again.
from abc import ABC, abstractmethod
from collections.abc import Mapping

from alignment_desktop.words.catalogue import Catalogue

class AboutWords:
    def name(self) -> str: "English"
    def numbers(self) -> str: "en"
    def days(self) -> str: "en_001"

class AgreementWords:
    def untitled(self) -> str: "Sales and Marketing Agreement"
    def subject(self, *, organisation: object, label: object, days: object) -> str: "{organisation} · {label} · {days}"
    def subtitle_version(self, *, label: object, days: object, number: object) -> str: "{label} · {days} · version {number}"
    def subtitle_draft(self, *, label: object, days: object) -> str: "{label} · {days} · draft"
    def draft_band(self) -> str: "DRAFT · not frozen · this text may still change"
    def foot_version(self, *, organisation: object, title: object, label: object, number: object) -> str: "{organisation} · {title} {label} · version {number}"
    def foot_draft(self, *, organisation: object, title: object, label: object) -> str: "{organisation} · {title} {label} · draft"
    def foot_hash(self, *, hash: object) -> str: "Content hash {hash} …"
    def lead(self) -> str: "We share one plan, one vocabulary and one funnel. This agreement states what each team promises the other, how we measure it, and what we do when a promise is missed."
    def both_agree(self, how_many: float, /, *, count: object) -> str: "Both parties agree to all {count} clauses."
    def version_agreed(self, how_many: float, /, *, number: object, day: object, count: object) -> str: "Both parties agreed to all {count} clauses; frozen as version {number} on {day}."
    def missing(self, how_many: float, /, *, party: object, missing: object, count: object) -> str: "{party} has yet to agree to {missing} of {count} clauses."
    def on_one_page(self) -> str: "What we promise"
    def more_promises(self, *, count: object, section: object) -> str: "and {count} more, in section {section}"
    def at_stake(self) -> str: "What is at stake"
    def for_party(self, *, party: object) -> str: "For {party}"
    def sponsor(self) -> str: "Sponsor"
    def no_leader(self) -> str: "Nobody is named yet"
    def no_promises(self) -> str: "No commitment is written yet."
    def contents(self) -> str: "Contents"
    def how_to_read(self) -> str: "How to read this"
    def how_to_read_text(self) -> str: "Words that are underlined in blue are defined in our words; follow the link. Every promise names who owes it, the target, how it is counted and what follows when it is missed. The content hash at the foot identifies the clauses of this version: any change to a clause changes it."
    def section_people(self) -> str: "Who we are"
    def section_plan(self) -> str: "The plan we wrote together"
    def section_words(self) -> str: "Our words"
    def section_funnel(self) -> str: "One funnel"
    def section_commitments(self) -> str: "What we promise each other"
    def section_scoring(self) -> str: "Which leads we call first"
    def section_cadence(self) -> str: "How we keep at it"
    def section_consent(self) -> str: "What both agreed to"
    def section_consent_draft(self) -> str: "Who agrees to what"
    def role(self) -> str: "Role"
    def email(self) -> str: "E-mail"
    def party(self) -> str: "Party"
    def sides(self) -> str: "What each side wants the other to know"
    def side_goals(self) -> str: "Goals"
    def side_process(self) -> str: "Process"
    def side_challenges(self) -> str: "Challenges"
    def hours(self) -> str: "Business hours"
    def basis(self) -> str: "General terms"
    def timezone(self) -> str: "Time zone"
    def open(self) -> str: "Open"
    def holidays(self) -> str: "Public holidays"
    def holidays_of(self, *, country: object) -> str: "{country}, closed"
    def holidays_none(self) -> str: "none are taken out"
    def closed(self) -> str: "Also closed"
    def extra_open(self) -> str: "Open all the same"
    def breaks(self) -> str: "Breaks"
    def objectives(self) -> str: "Objectives"
    def objective(self) -> str: "Objective"
    def horizon_quarter(self) -> str: "this quarter"
    def horizon_year(self) -> str: "this year"
    def horizon(self) -> str: "Until"
    def audiences(self) -> str: "Whom we want as customers"
    def accounts(self, *, names: object) -> str: "Accounts: {names}"
    def segments(self) -> str: "Segments"
    def segment_leads(self) -> str: "Leads for which"
    def initiatives(self) -> str: "Initiatives"
    def initiative(self) -> str: "Initiative"
    def when(self) -> str: "When"
    def budget(self) -> str: "Budget"
    def campaigns(self) -> str: "Campaigns"
    def campaigns_lead(self, *, currency: object) -> str: "Money in {currency}. Priority campaigns are marked."
    def campaign(self) -> str: "Campaign"
    def campaign_kind_promotion(self) -> str: "promotion"
    def priority(self) -> str: "priority"
    def leads(self) -> str: "Leads"
    def mqls(self) -> str: "MQLs"
    def opportunities(self) -> str: "Opps"
    def pipeline(self) -> str: "Pipeline"
    def revenue(self) -> str: "Revenue"
    def content(self) -> str: "Content"
    def phase(self) -> str: "Phase"
    def stakes(self) -> str: "Stakes"
    def credit(self) -> str: "Who gets credit"
    def credit_rule(self) -> str: "Rule"
    def credit_sourced(self) -> str: "Sourced means"
    def assumptions(self) -> str: "Numbers the plan stands on"
    def assumption(self) -> str: "Assumption"
    def range(self) -> str: "Range"
    def words_lead(self) -> str: "Sales and marketing consent to each of these. Sales has the last word on what is qualified."
    def synonyms(self, *, names: object) -> str: "Also: {names}"
    def word(self) -> str: "Word"
    def means(self) -> str: "Means"
    def funnel_lead(self) -> str: "One funnel from first touch to revenue. The colour says who owns a stage: marketing violet, sales green, both blue. The line below each name is the longest stay; the table says how it is counted."
    def enters(self) -> str: "Enters when"
    def leaves(self) -> str: "Leaves when"
    def stay(self) -> str: "Longest stay"
    def no_limit(self) -> str: "no limit"
    def gate(self) -> str: "gate"
    def detours(self) -> str: "Detours"
    def handover(self, *, stage: object) -> str: "Hand-over from marketing to sales is at {stage}."
    def next_stages(self, *, names: object) -> str: "then {names}"
    def commitments_lead(self, *, sales: object, marketing: object, shared: object) -> str: "Each promise is counted from our own spreadsheets. Sales owes {sales}, marketing {marketing}, both together {shared}."
    def if_missed(self) -> str: "If missed"
    def counted_heading(self) -> str: "How each promise is counted"
    def how_judged(self) -> str: "A promise made for each week, month or quarter is judged period by period, and is kept if every period that is over and can be judged was kept. At risk is said while it runs, just short after it; just short counts as missed. Two misses mean two in a row, unless the promise says otherwise."
    def rules_lead(self) -> str: "Points for who the lead is (fit) and for what the lead does (engagement)."
    def rule(self) -> str: "Rule"
    def points(self) -> str: "Points"
    def rule_side(self) -> str: "Side"
    def cap(self, *, cap: object) -> str: "at most {cap}"
    def decay(self, how_many: float, /, *, percent: object, days: object) -> str: "loses {percent}% every {days} days"
    def thresholds(self) -> str: "What we do with them"
    def grades(self) -> str: "Grades"
    def score(self) -> str: "Score"
    def action(self) -> str: "Action"
    def rule_heading(self) -> str: "Rules"
    def meeting(self) -> str: "Meeting"
    def attendees(self) -> str: "Who comes"
    def agenda(self) -> str: "Agenda"
    def meeting_when(self, how_many: float, /, *, every: object, weekday: object, time: object, minutes: object) -> str: "{every}, {weekday} {time}, {minutes} minutes"
    def reasons(self) -> str: "Reasons, and what we do about them"
    def reason(self) -> str: "Reason"
    def remedy(self) -> str: "Remedy"
    def about(self) -> str: "About"
    def consent_version(self, *, number: object, day: object) -> str: "This is version {number}, frozen on {day}. A version is frozen only when both parties consent to every clause in it."
    def consent_in_force(self, *, day: object) -> str: "It is in force from {day}."
    def consent_first(self) -> str: "It is in force from the beginning."
    def consent_draft(self) -> str: "This is a draft. The table says for how many clauses of each kind a party's consent is there; an edit takes back the other party's."
    def kind(self) -> str: "Clauses"
    def count(self) -> str: "Number"
    def agreed_by(self, *, party: object) -> str: "{party} agrees"
    def still_missing(self) -> str: "Still missing"
    def missing_line(self, *, party: object, kind: object, names: object) -> str: "{party} · {kind}: {names}"
    def missing_more(self, *, names: object, count: object) -> str: "{names} and {count} more"
    def hash_heading(self) -> str: "Content hash"
    def hash_text(self) -> str: "SHA-256 over header, attribution and all clauses:"

class ChangesWords:
    def conflict_values(self, *, clause: object, field: object, standing: object, mine: object) -> str: "{clause}, {field}: the agreement now says {standing}, and you would write {mine}."
    def conflict_theirs(self, *, clause: object, field: object, base: object, mine: object) -> str: "{clause} was removed, and you would change its {field} from {base} to {mine}."
    def conflict_mine(self, *, clause: object, field: object, base: object, standing: object) -> str: "You would remove {clause}, and its {field} was changed from {base} to {standing}."
    def added(self, *, clause: object) -> str: "{clause} is new."
    def added_whole(self, *, clause: object, fields: object) -> str: "{clause} is new; {fields}."
    def removed(self, *, clause: object) -> str: "{clause} was removed."
    def changed(self, *, clause: object, fields: object) -> str: "{clause}, {fields}."
    def differences_more(self, *, count: object) -> str: "There are {count} more of these."
    def field_new(self, *, field: object, new: object) -> str: "{field}: {new}"
    def field_changed(self, *, field: object, old: object, new: object) -> str: "{field}: {old} → {new}"
    def clause_added(self, *, clause: object, name: object) -> str: "{clause} ({name}) is new:"
    def clause_removed(self, *, clause: object, name: object) -> str: "{clause} ({name}) is gone:"
    def clause_changed(self, *, clause: object, name: object) -> str: "{clause} ({name}):"
    def clause_field(self, *, change: object) -> str: "{change}"

class ClausesWords:
    def header(self) -> str: "Header"
    def credit(self) -> str: "Who gets credit"
    def side(self, *, party: object) -> str: "What {party} wants known"
    def stage(self, *, name: object, abbreviation: object) -> str: "{name} ({abbreviation})"
    def sourced(self, *, text: object) -> str: "sourced: {text}"
    def points(self, how_many: float, /, *, number: object) -> str: "{number} points"
    def score(self, *, range: object) -> str: "score {range}"
    def score_from(self, *, low: object) -> str: "from {low}"
    def score_below(self, *, high: object) -> str: "below {high}"
    def score_both(self, *, low: object, high: object) -> str: "{low} to below {high}"
    def grade(self, *, names: object) -> str: "Grade {names}"
    def due(self, *, day: object) -> str: "due {day}"
    def holidays(self, *, place: object) -> str: "public holidays of {place}"
    def place(self, *, country: object, part: object) -> str: "{country}, {part}"
    def minutes(self, how_many: float, /, *, number: object) -> str: "{number} minutes"
    def assumed(self, *, value: object, range: object) -> str: "{value} ({range})"
    def assumed_least(self, *, low: object) -> str: "at least {low}"
    def assumed_most(self, *, high: object) -> str: "at most {high}"
    def quantity_days(self, how_many: float, /, *, number: object) -> str: "{number} days"
    def quantity_hours(self, how_many: float, /, *, number: object) -> str: "{number} hours"
    def quantity_minutes(self, how_many: float, /, *, number: object) -> str: "{number} minutes"
    def grade_from(self, *, points: object) -> str: "From {points} points of fit"
    def grade_rest(self) -> str: "Below all others"
    def example(self, *, verdict: object, clause: object) -> str: "{verdict} · {clause}"

class CommandsHelpProgramWords:
    def about(self) -> str: "One plan of sales and marketing, and whether each kept its word."
    def commands(self) -> str: "commands"

class CommandsHelpSharedWords:
    def workspace(self) -> str: "a path, or a postgresql:// address"
    def json(self) -> str: "print one JSON document"
    def agreement(self) -> str: "not the newest, but this agreement"
    def person(self, *, variable: object) -> str: "who does it: a person of the agreement; else ${variable}, else nobody is named"
    def seen(self) -> str: "the revision that was read, as show prints it"
    def version(self) -> str: "a frozen version"
    def period(self) -> str: "such as 2026-10"
    def as_of(self) -> str: "a moment or a day"

class CommandsHelpOpenWords:
    def about(self) -> str: "Open the window."

class CommandsHelpNewWords:
    def about(self) -> str: "Make a workspace."
    def template(self) -> str: "blank, starter, saas, enterprise or services"
    def sample(self) -> str: "with a sample agreement and results"
    def organisation(self) -> str: "whose agreement it is"
    def timezone(self) -> str: "time zone of a template's office hours, such as Europe/Berlin; else UTC"
    def currency(self) -> str: "such as EUR"

class CommandsHelpApplyWords:
    def about(self) -> str: "Add, replace and remove clauses from a text."
    def party(self) -> str: "who writes, and agrees to it"

class CommandsHelpProposeWords:
    def about(self) -> str: "Propose what a text says otherwise; nothing changes before the other party accepts."
    def why(self) -> str: "the reason"

class CommandsHelpProposalsWords:
    def about(self) -> str: "List the proposals that wait for an answer."
    def all(self) -> str: "the answered ones too"

class CommandsHelpAnswerWords:
    def about(self) -> str: "Answer a proposal: accept, decline, counter, withdraw or park it."
    def id(self) -> str: "its number, as proposals lists it"
    def file(self) -> str: "the clause as the counter-proposal has it"
    def owner(self) -> str: "who looks after it while it is parked"
    def until(self) -> str: "the day until which it is parked"

class CommandsHelpCommentWords:
    def about(self) -> str: "Add to the discussion of a clause."
    def key(self) -> str: "kind.key, or a key alone"

class CommandsHelpShowWords:
    def about(self) -> str: "Show the agreement as text."

class CommandsHelpAgreeWords:
    def about(self) -> str: "Agree to clauses as they stand now."
    def keys(self) -> str: "kind.key, or a key alone"
    def all(self) -> str: "to every clause"

class CommandsHelpFreezeWords:
    def about(self) -> str: "Freeze the agreement as a version."
    def waive(self) -> str: "in spite of what check finds"
    def effective(self) -> str: "the day from which it is in force"

class CommandsHelpCheckWords:
    def about(self) -> str: "Say what does not fit together."

class CommandsHelpImportWords:
    def about(self) -> str: "Import one sheet of a file."
    def sheet(self) -> str: "a name or a number"
    def profile(self) -> str: "a remembered mapping"
    def data_as_of(self) -> str: "the moment the data speak of"
    def problems(self) -> str: "save problem rows"
    def dry_run(self) -> str: "only say what would happen"
    def again(self) -> str: "even if it is here already"

class CommandsHelpImportsWords:
    def about(self) -> str: "List the imports."

class CommandsHelpUndoImportWords:
    def about(self) -> str: "Undo one import, whole."

class CommandsHelpTemplateWords:
    def about(self) -> str: "Make an empty workbook to fill in."

class CommandsHelpMeasureWords:
    def about(self) -> str: "Measure the commitments."
    def from_(self) -> str: "first day"
    def to(self) -> str: "last day, included"
    def by(self) -> str: "show the values of a field apart"

class CommandsHelpLeadsWords:
    def about(self) -> str: "List the very leads behind a figure."

class CommandsHelpExportWords:
    def about(self) -> str: "Write the agreement, a review or the scoreboard into a file."

class CommandsHelpLogWords:
    def about(self) -> str: "Say who did what, the newest first."
    def key(self) -> str: "one clause: kind.key, or a key alone"
    def verify(self) -> str: "work everything out anew instead"

class CommandsHelpBackupWords:
    def about(self) -> str: "Copy what is sound into a new file."

class CommandsHelpDiffWords:
    def about(self) -> str: "Say what differs between two states of an agreement."
    def state(self) -> str: "a file that ends in .toml, draft, a version's number, or an agreement's label"

class CommandsHelpCarryWords:
    def about(self) -> str: "Begin the next agreement with the clauses of this one."
    def label(self) -> str: "what the next one is called"
    def from_(self) -> str: "first day of its period"
    def to(self) -> str: "last day of its period, included"

class CommandsHelpWords:
    program: CommandsHelpProgramWords
    shared: CommandsHelpSharedWords
    open: CommandsHelpOpenWords
    new: CommandsHelpNewWords
    apply: CommandsHelpApplyWords
    propose: CommandsHelpProposeWords
    proposals: CommandsHelpProposalsWords
    answer: CommandsHelpAnswerWords
    comment: CommandsHelpCommentWords
    show: CommandsHelpShowWords
    agree: CommandsHelpAgreeWords
    freeze: CommandsHelpFreezeWords
    check: CommandsHelpCheckWords
    import_: CommandsHelpImportWords
    imports: CommandsHelpImportsWords
    undo_import: CommandsHelpUndoImportWords
    template: CommandsHelpTemplateWords
    measure: CommandsHelpMeasureWords
    leads: CommandsHelpLeadsWords
    export: CommandsHelpExportWords
    log: CommandsHelpLogWords
    backup: CommandsHelpBackupWords
    diff: CommandsHelpDiffWords
    carry: CommandsHelpCarryWords

class CommandsOutputStateWords:
    def open(self) -> str: "open"
    def accepted(self) -> str: "accepted"
    def declined(self) -> str: "declined"
    def countered(self) -> str: "countered"
    def withdrawn(self) -> str: "withdrawn"
    def parked(self) -> str: "parked"

class CommandsOutputWords:
    def try_help(self, *, command: object, trouble: object) -> str: "{command}: {trouble}. Try {command} --help."
    def made_workspace(self, *, workspace: object, label: object) -> str: "Made {workspace} with the agreement “{label}”."
    def made(self, *, file: object) -> str: "Made {file}."
    def applied(self, *, label: object, added: object, changed: object, removed: object, hash: object) -> str: "{label}: {added} added, {changed} changed, {removed} removed. Content {hash}."
    def merged(self, *, revision: object, clauses: object) -> str: "With what others changed after revision {revision}: {clauses}."
    def merged_without_consent(self, *, revision: object, party: object, clauses: object) -> str: "With what others changed after revision {revision}, and without the consent of {party}: {clauses}."
    def revision(self, *, revision: object) -> str: "# revision {revision}"
    def changed_since_agreed(self, *, party: object) -> str: "Changed since {party} last agreed:"
    def agrees(self, how_many: float, /, *, party: object, count: object) -> str: "{party} agrees to {count} clauses."
    def proposed(self, *, id: object, clause: object) -> str: "Proposal {id}: {clause}."
    def proposed_nothing(self, *, file: object) -> str: "{file} says nothing other than the agreement, so nothing is proposed."
    def proposal(self, *, id: object, at: object, who: object, state: object) -> str: "{id} {at} {who}, {state}"
    def because(self, *, why: object) -> str: "Because: {why}"
    def no_proposals(self) -> str: "No proposal waits for an answer."
    def answered(self, *, id: object, clause: object, state: object) -> str: "Proposal {id} for {clause} is {state}."
    def answered_waits(self, *, clause: object) -> str: "{clause} was changed in other fields since, so it waits for the one who proposed."
    def commented(self, *, clause: object) -> str: "Added to the discussion of {clause}."
    def frozen(self, *, version: object, hash: object) -> str: "Frozen as version {version}. Content {hash}."
    def found(self, *, severity: object, text: object) -> str: "{severity}: {text}"
    def nothing_to_mend(self) -> str: "Nothing to mend."
    def carried(self, how_many: float, /, *, label: object, count: object, source: object) -> str: "Began the agreement “{label}” with {count} clauses of “{source}”."
    def carried_moved(self, *, clauses: object) -> str: "Moved to its days: {clauses}."
    def no_difference(self) -> str: "No difference."
    def severity_error(self) -> str: "error"
    def severity_warning(self) -> str: "warning"
    def severity_hint(self) -> str: "hint"
    def stored(self, how_many: float, /, *, batch: object, rows: object, kind: object, new: object, changed: object, unchanged: object) -> str: "Batch {batch}: {rows} rows of {kind}; {new} new, {changed} changed, {unchanged} unchanged."
    def not_stored(self, how_many: float, /, *, rows: object, kind: object, new: object, changed: object, unchanged: object) -> str: "Nothing was stored; this would be: {rows} rows of {kind}; {new} new, {changed} changed, {unchanged} unchanged."
    def left_out_above_header(self, *, rows: object) -> str: "Left out as lines above the column names: {rows}."
    def left_out_repeated_header(self, *, rows: object) -> str: "Left out as repeated column names: {rows}."
    def left_out_total(self, *, rows: object) -> str: "Left out as totals: {rows}."
    def left_out_footer(self, *, rows: object) -> str: "Left out as small print at the end: {rows}."
    def rows(self, how_many: float, /, *, rows: object) -> str: "rows {rows}"
    def columns(self, *, columns: object) -> str: "Columns: {columns}"
    def problems(self, how_many: float, /, *, count: object, codes: object) -> str: "{count} problems: {codes}"
    def warnings(self, how_many: float, /, *, count: object, codes: object) -> str: "{count} warnings: {codes}"
    def more_problems(self, *, count: object) -> str: "… and {count} more; --problems OUT.xlsx saves all."
    def unknown_words(self, *, column: object, field: object, words: object) -> str: "Words in column {column} that {field} does not know: {words}. Say under values.{field} in the mapping what they mean."
    def nothing_imported(self) -> str: "Nothing is imported yet. Begin with: alignment import W FILE"
    def undone(self, how_many: float, /, *, batch: object, file: object, rows: object) -> str: "Batch {batch} ({file}, {rows} rows) is undone."
    def is_undone(self) -> str: "undone"
    def batch(self) -> str: "Batch"
    def leads(self) -> str: "Leads"
    def as_of(self, *, moment: object) -> str: "As of {moment}"
    def counted(self, *, count: object) -> str: "{count} counted"
    def kept_and_missed(self, *, kept: object, missed: object) -> str: "{kept} kept, {missed} missed"
    def open(self, *, count: object) -> str: "{count} open"
    def excluded(self, *, count: object) -> str: "{count} excluded"
    def wrote_leads(self, how_many: float, /, *, count: object, file: object) -> str: "Wrote {count} leads to {file}."
    def wrote_agreement(self, *, version: object, file: object) -> str: "Wrote the agreement of version {version} to {file}."
    def wrote_agreement_draft(self, *, file: object) -> str: "Wrote the agreement of the draft to {file}."
    def wrote_review(self, *, version: object, file: object) -> str: "Wrote the review of version {version} to {file}."
    def wrote_review_draft(self, *, file: object) -> str: "Wrote the review of the draft to {file}."
    def wrote_scoreboard(self, *, version: object, file: object) -> str: "Wrote the scoreboard of version {version} to {file}."
    def wrote_scoreboard_draft(self, *, file: object) -> str: "Wrote the scoreboard of the draft to {file}."
    def everything_holds(self, *, revision: object, hash: object) -> str: "Everything holds, up to change {revision}. Its hash is {hash}."
    def saved(self, *, revision: object, file: object) -> str: "Saved everything up to change {revision} in {file}."
    def reader_stopped(self) -> str: "the program that read it has ended"
    def disk_full(self) -> str: "the disk is full"
    def output_closed(self) -> str: "the output is closed"
    def state_kept(self) -> str: "kept"
    def state_missed(self) -> str: "missed"
    def state_open(self) -> str: "open"
    def state_excluded(self) -> str: "excluded"
    state: CommandsOutputStateWords

class CommandsWords:
    help: CommandsHelpWords
    output: CommandsOutputWords

class CommitmentsWords:
    def least(self, *, value: object) -> str: "≥ {value}"
    def most(self, *, value: object) -> str: "≤ {value}"
    def each_week(self, *, what: object) -> str: "{what} a week"
    def each_month(self, *, what: object) -> str: "{what} a month"
    def each_quarter(self, *, what: object) -> str: "{what} a quarter"
    def each_period(self, *, what: object) -> str: "{what}"
    def promise_count(self, *, target: object, counted: object) -> str: "{target} {counted}"
    def promise_sum(self, *, target: object, summed: object) -> str: "{target} {summed}"
    def promise_share(self, *, target: object, of: object) -> str: "{target} {of}"
    def promise_within(self, *, target: object, limit: object) -> str: "{target} within {limit}"
    def promise_attempts(self, how_many: float, /, *, target: object, number: object, limit: object) -> str: "{target} with {number} attempts within {limit}"
    def promise_median(self, *, target: object) -> str: "{target} in the median"
    def promise_p90(self, *, target: object) -> str: "{target} for 90% of leads"
    def promise_filled(self, *, target: object, one: object) -> str: "{target} with {one}"
    def promise_ratio(self, *, target: object, summed: object, each: object) -> str: "{target} {summed} per {each}"
    def promise_figure(self, *, target: object, figure: object) -> str: "{target} {figure}"
    def met_share(self, *, of: object) -> str: "{of}"
    def met_filled(self, *, one: object) -> str: "with {one}"
    def counted_count(self, *, eligible: object) -> str: "{eligible} counted"
    def counted_sum(self, *, eligible: object) -> str: "{eligible} counted"
    def counted_share(self, *, kept: object, counted: object) -> str: "{kept} of {counted} leads met it"
    def counted_within(self, *, kept: object, counted: object) -> str: "{kept} of {counted} leads in time"
    def counted_attempts(self, *, kept: object, counted: object) -> str: "{kept} of {counted} leads done in time"
    def counted_median(self, *, eligible: object) -> str: "{eligible} counted"
    def counted_p90(self, *, eligible: object) -> str: "{eligible} counted"
    def counted_filled(self, *, kept: object, counted: object) -> str: "{kept} of {counted} leads have it"
    def counted_ratio(self, *, eligible: object) -> str: "{eligible} counted"
    def counted_figure(self, *, eligible: object) -> str: "{eligible} counted"
    def near(self, *, word: object, bounds: object) -> str: "{word} {bounds}"
    def near_least(self, *, bound: object, target: object) -> str: "from {bound} to {target}"
    def near_most(self, *, bound: object) -> str: "up to {bound}"
    def near_in(self, *, period: object, bounds: object) -> str: "in {period} {bounds}"
    def counting_count(self, *, start: object) -> str: "Leads are counted whose {start} lies in the period."
    def counting_sum(self, *, field: object, start: object) -> str: "The {field} is added up over leads whose {start} lies in the period."
    def counting_share(self, *, start: object, of: object) -> str: "Of the leads whose {start} lies in the period, the share of those {of}."
    def counting_within(self, *, start: object, stop: object, limit: object) -> str: "A clock starts at {start} and must stop at {stop} within {limit}. A lead that misses the limit counts as missed, even if it is handled later."
    def counting_attempts(self, how_many: float, /, *, start: object, number: object, activity: object, limit: object) -> str: "From {start} on, each lead gets at least {number} attempts ({activity}) within {limit}."
    def counting_median(self, *, start: object, stop: object, hours: object) -> str: "Half of the leads wait no longer than this from {start} to {stop}, in {hours}."
    def counting_p90(self, *, start: object, stop: object, hours: object) -> str: "Nine of ten leads wait no longer than this from {start} to {stop}, in {hours}."
    def counting_filled(self, *, start: object, one: object) -> str: "Of the leads whose {start} lies in the period, the share with {one}."
    def counting_ratio(self, *, field: object, per: object, start: object) -> str: "Total of {field} divided by total of {per}, over leads whose {start} lies in the period."
    def counting_ratio_campaigns(self, *, field: object, per: object) -> str: "Total of {field} divided by total of {per}, over campaigns that start in the period."
    def counting_figure(self, *, figure: object) -> str: "The figure “{figure}”, as the imported spreadsheet states it for the period."
    def counting_settles(self, *, limit: object) -> str: "Younger leads have {limit} to settle and are open until then."
    def any_activity(self) -> str: "activities of any kind"
    def in_business_time(self) -> str: "business time"
    def in_elapsed_time(self) -> str: "elapsed time"

class ConditionsWords:
    def is_(self, *, field: object, value: object) -> str: "{field} {value}"
    def is_further(self, *, field: object, value: object) -> str: "{field}: {value}"
    def is_not(self, *, field: object, value: object) -> str: "{field} other than {value}"
    def at_least(self, *, field: object, value: object) -> str: "{field} ≥ {value}"
    def at_most(self, *, field: object, value: object) -> str: "{field} ≤ {value}"
    def more(self, *, field: object, value: object) -> str: "{field} > {value}"
    def less(self, *, field: object, value: object) -> str: "{field} < {value}"
    def between(self, *, field: object, value: object) -> str: "{field} {value}"
    def contains(self, *, field: object, value: object) -> str: "{field} containing “{value}”"
    def blank(self, *, one: object) -> str: "without {one}"
    def known(self, *, one: object) -> str: "with {one}"
    def least(self, *, value: object) -> str: "≥ {value}"
    def most(self, *, value: object) -> str: "≤ {value}"
    def over(self, *, value: object) -> str: "> {value}"
    def under(self, *, value: object) -> str: "< {value}"
    def day_of(self, *, field: object) -> str: "day of {field}"
    def day_is(self, *, done: object, day: object) -> str: "{done} on {day}"
    def day_is_not(self, *, done: object, day: object) -> str: "{done} on another day than {day}"
    def day_at_least(self, *, done: object, day: object) -> str: "{done} on or after {day}"
    def day_at_most(self, *, done: object, day: object) -> str: "{done} on or before {day}"
    def day_more(self, *, done: object, day: object) -> str: "{done} after {day}"
    def day_less(self, *, done: object, day: object) -> str: "{done} before {day}"
    def day_between(self, *, done: object, day: object) -> str: "{done} from {day}"
    def day_contains(self, *, done: object, day: object) -> str: "{done} on a day with “{day}”"
    def value_decision_accepted(self) -> str: "accepted"
    def value_decision_returned(self) -> str: "returned"
    def value_outcome_won(self) -> str: "won"
    def value_outcome_lost(self) -> str: "lost"
    def value_campaign_priority_yes(self) -> str: "in a priority campaign"
    def value_campaign_priority_no(self) -> str: "outside the priority campaigns"
    def not_(self, *, what: object) -> str: "not {what}"
    def and_either(self, *, what: object, either: object) -> str: "{what}, and {either}"
    def with_(self, *, what: object) -> str: "with {what}"
    def before_leads(self, *, what: object) -> str: "{what} leads"
    def after_leads(self, *, what: object) -> str: "leads {what}"
    def all_campaigns(self) -> str: "all campaigns"
    def all_of(self, *, names: object) -> str: "all {names}"
    def plural(self, *, name: object) -> str: "{name}s"

class DaysWords:
    def days(self, *, first: object, last: object) -> str: "{first} – {last}"
    def from_(self, *, day: object) -> str: "from {day}"
    def until(self, *, day: object) -> str: "until {day}"
    def hours(self, *, start: object, end: object) -> str: "{start}–{end}"
    def weekdays(self, *, first: object, last: object) -> str: "{first}–{last}"
    def moment(self, *, day: object, time: object) -> str: "{day}, {time}"
    def week(self, *, number: object) -> str: "week {number}"

class DurationsWords:
    def seconds(self, *, number: object) -> str: "{number} s"
    def minutes(self, *, number: object) -> str: "{number} m"
    def full_minutes(self, *, number: object) -> str: "{number} min"
    def hours(self, *, number: object) -> str: "{number} h"
    def days(self, *, number: object) -> str: "{number} d"
    def pair(self, *, first: object, second: object) -> str: "{first} {second}"
    def business(self, *, duration: object) -> str: "{duration} of business time"
    def second(self, how_many: float, /, *, number: object) -> str: "{number} seconds"
    def minute(self, how_many: float, /, *, number: object) -> str: "{number} minutes"
    def hour(self, how_many: float, /, *, number: object) -> str: "{number} hours"
    def day(self, how_many: float, /, *, number: object) -> str: "{number} days"
    def week(self, how_many: float, /, *, number: object) -> str: "{number} weeks"
    def business_second(self, how_many: float, /, *, number: object) -> str: "{number} business seconds"
    def business_minute(self, how_many: float, /, *, number: object) -> str: "{number} business minutes"
    def business_hour(self, how_many: float, /, *, number: object) -> str: "{number} business hours"
    def business_day(self, how_many: float, /, *, number: object) -> str: "{number} business days"

class FactsWords:
    def at(self, *, where: object, text: object) -> str: "{where}: {text}"
    def line(self, *, value: object) -> str: "line {value}"
    def sheet(self, *, value: object) -> str: "sheet {value}"
    def row(self, *, value: object) -> str: "row {value}"
    def column(self, *, value: object) -> str: "column {value}"
    def separator(self) -> str: ","
    def quoted(self, *, text: object) -> str: "“{text}”"
    def nothing(self) -> str: "nothing"
    def too_many_digits(self) -> str: "a number of thousands of digits"
    def perhaps(self, *, word: object) -> str: "Perhaps {word} is meant."
    def more(self, *, names: object, count: object) -> str: "{names} and {count} more"
    def somebody(self) -> str: "Somebody"
    def by_party(self, *, person: object, party: object) -> str: "{person} ({party})"
    def import_(self, *, number: object) -> str: "import {number}"
    def version(self, *, number: object) -> str: "version {number}"
    def changes(self, how_many: float, /, *, count: object) -> str: "{count} changes"

class FieldsEnteredWords:
    def noun(self, *, stage: object) -> str: "entry to {stage}"
    def one(self, *, stage: object) -> str: "an entry to {stage}"
    def done(self, *, stage: object) -> str: "that reached {stage}"
    def undone(self, *, stage: object) -> str: "that did not reach {stage}"
    def counted(self, *, stage: object) -> str: "leads reaching {stage}"

class FieldsCampaignFieldWords:
    def noun(self, *, field: object) -> str: "campaign {field}"
    def one(self, *, field: object) -> str: "a campaign {field}"

class FieldsFurtherWords:
    def one(self, *, field: object) -> str: "{field}"

class FieldsCreatedAtWords:
    def noun(self) -> str: "creation"
    def one(self) -> str: "a day of creation"
    def done(self) -> str: "created"
    def undone(self) -> str: "without a day of creation"
    def counted(self) -> str: "new leads"

class FieldsHandedOverAtWords:
    def noun(self) -> str: "hand-over"
    def one(self) -> str: "a hand-over"
    def done(self) -> str: "handed over"
    def undone(self) -> str: "not handed over"
    def counted(self) -> str: "leads handed over"

class FieldsFirstTouchAtWords:
    def noun(self) -> str: "first touch"
    def one(self) -> str: "a first touch"
    def done(self) -> str: "touched"
    def undone(self) -> str: "not touched yet"
    def counted(self) -> str: "leads touched"

class FieldsDecidedAtWords:
    def noun(self) -> str: "decision"
    def one(self) -> str: "a decision"
    def done(self) -> str: "decided"
    def undone(self) -> str: "not decided yet"
    def counted(self) -> str: "leads decided"

class FieldsRecycledAtWords:
    def noun(self) -> str: "recycling"
    def one(self) -> str: "a recycling"
    def done(self) -> str: "recycled"
    def undone(self) -> str: "not recycled"
    def counted(self) -> str: "leads recycled"

class FieldsRenurturedAtWords:
    def noun(self) -> str: "re-nurturing"
    def one(self) -> str: "a re-nurturing"
    def done(self) -> str: "re-nurtured"
    def undone(self) -> str: "not re-nurtured"
    def counted(self) -> str: "leads re-nurtured"

class FieldsFeedbackAtWords:
    def noun(self) -> str: "feedback"
    def one(self) -> str: "feedback"
    def done(self) -> str: "with feedback"
    def undone(self) -> str: "without feedback"
    def counted(self) -> str: "leads with feedback"

class FieldsOpportunityAtWords:
    def noun(self) -> str: "opportunity"
    def one(self) -> str: "an opportunity"
    def done(self) -> str: "with an opportunity"
    def undone(self) -> str: "without an opportunity"
    def counted(self) -> str: "opportunities"

class FieldsClosedAtWords:
    def noun(self) -> str: "closing"
    def one(self) -> str: "a closing"
    def done(self) -> str: "closed"
    def undone(self) -> str: "not closed yet"
    def counted(self) -> str: "leads closed"

class FieldsLeadIdWords:
    def noun(self) -> str: "lead ID"
    def one(self) -> str: "a lead ID"

class FieldsAccountWords:
    def noun(self) -> str: "account"
    def one(self) -> str: "an account"

class FieldsEmailWords:
    def noun(self) -> str: "e-mail address"
    def one(self) -> str: "an e-mail address"

class FieldsNameWords:
    def noun(self) -> str: "name"
    def one(self) -> str: "a name"

class FieldsSourceWords:
    def noun(self) -> str: "source"
    def one(self) -> str: "a source"

class FieldsCampaignWords:
    def noun(self) -> str: "campaign"
    def one(self) -> str: "a campaign"

class FieldsProgramWords:
    def noun(self) -> str: "program"
    def one(self) -> str: "a program"

class FieldsSegmentWords:
    def noun(self) -> str: "segment"
    def one(self) -> str: "a segment"

class FieldsRegionWords:
    def noun(self) -> str: "region"
    def one(self) -> str: "a region"

class FieldsIndustryWords:
    def noun(self) -> str: "industry"
    def one(self) -> str: "an industry"

class FieldsOwnerWords:
    def noun(self) -> str: "owner"
    def one(self) -> str: "an owner"

class FieldsGradeWords:
    def noun(self) -> str: "grade"
    def one(self) -> str: "a grade"

class FieldsStageWords:
    def noun(self) -> str: "stage"
    def one(self) -> str: "a stage"

class FieldsDecisionWords:
    def noun(self) -> str: "decision"
    def one(self) -> str: "a decision"

class FieldsReturnReasonWords:
    def noun(self) -> str: "return reason"
    def one(self) -> str: "a return reason"

class FieldsOpportunityIdWords:
    def noun(self) -> str: "opportunity ID"
    def one(self) -> str: "an opportunity ID"

class FieldsOutcomeWords:
    def noun(self) -> str: "outcome"
    def one(self) -> str: "an outcome"

class FieldsLostReasonWords:
    def noun(self) -> str: "reason for the loss"
    def one(self) -> str: "a reason for the loss"

class FieldsEmployeesWords:
    def noun(self) -> str: "employees"
    def one(self) -> str: "a number of employees"
    def each(self) -> str: "employee"
    def amount(self, *, number: object) -> str: "{number} employees"

class FieldsScoreWords:
    def noun(self) -> str: "score"
    def one(self) -> str: "a score"

class FieldsAttemptsWords:
    def noun(self) -> str: "attempts"
    def one(self) -> str: "attempts"
    def each(self) -> str: "attempt"
    def amount(self, *, number: object) -> str: "{number} attempts"

class FieldsAmountWords:
    def noun(self) -> str: "amount"
    def one(self) -> str: "an amount"
    def sum(self) -> str: "pipeline"

class FieldsRevenueWords:
    def noun(self) -> str: "revenue"
    def one(self) -> str: "revenue"

class FieldsCostWords:
    def noun(self) -> str: "cost"
    def one(self) -> str: "a cost"

class FieldsLeadValueWords:
    def noun(self) -> str: "lead value"
    def one(self) -> str: "a lead value"

class FieldsKindWords:
    def noun(self) -> str: "kind"
    def one(self) -> str: "a kind"

class FieldsByWords:
    def noun(self) -> str: "person"
    def one(self) -> str: "a person"

class FieldsDetailWords:
    def noun(self) -> str: "detail"
    def one(self) -> str: "a detail"

class FieldsAtWords:
    def noun(self) -> str: "moment"
    def one(self) -> str: "a moment"

class FieldsChannelWords:
    def noun(self) -> str: "channel"
    def one(self) -> str: "a channel"

class FieldsPhaseWords:
    def noun(self) -> str: "phase"
    def one(self) -> str: "a phase"

class FieldsKeyWords:
    def noun(self) -> str: "key"
    def one(self) -> str: "a key"

class FieldsNoteWords:
    def noun(self) -> str: "note"
    def one(self) -> str: "a note"

class FieldsPriorityWords:
    def noun(self) -> str: "priority"
    def one(self) -> str: "a priority"

class FieldsBudgetWords:
    def noun(self) -> str: "budget"
    def one(self) -> str: "a budget"

class FieldsPeriodWords:
    def noun(self) -> str: "period"
    def one(self) -> str: "a period"

class FieldsStartWords:
    def noun(self) -> str: "first day"
    def one(self) -> str: "a first day"

class FieldsEndWords:
    def noun(self) -> str: "last day"
    def one(self) -> str: "a last day"

class FieldsSpendWords:
    def noun(self) -> str: "spend"
    def one(self) -> str: "a spend"

class FieldsImpressionsWords:
    def noun(self) -> str: "impressions"
    def one(self) -> str: "impressions"
    def each(self) -> str: "impression"

class FieldsClicksWords:
    def noun(self) -> str: "clicks"
    def one(self) -> str: "clicks"
    def each(self) -> str: "click"

class FieldsLeadsWords:
    def noun(self) -> str: "leads"
    def one(self) -> str: "leads"
    def each(self) -> str: "lead"

class FieldsMqlsWords:
    def noun(self) -> str: "MQLs"
    def one(self) -> str: "MQLs"
    def each(self) -> str: "MQL"

class FieldsOpportunitiesWords:
    def noun(self) -> str: "opportunities"
    def one(self) -> str: "opportunities"
    def each(self) -> str: "opportunity"

class FieldsPipelineWords:
    def noun(self) -> str: "pipeline"
    def one(self) -> str: "pipeline"

class FieldsCustomersWords:
    def noun(self) -> str: "customers"
    def one(self) -> str: "customers"
    def each(self) -> str: "customer"

class FieldsFigureWords:
    def noun(self) -> str: "figure"
    def one(self) -> str: "a figure"

class FieldsUnitWords:
    def noun(self) -> str: "unit"
    def one(self) -> str: "a unit"

class FieldsValueWords:
    def noun(self) -> str: "value"
    def one(self) -> str: "a value"

class FieldsSinceWords:
    def noun(self) -> str: "customer since"
    def one(self) -> str: "a first day"

class FieldsEndedWords:
    def noun(self) -> str: "customer until"
    def one(self) -> str: "a last day"

class FieldsWords:
    entered: FieldsEnteredWords
    campaign_field: FieldsCampaignFieldWords
    further: FieldsFurtherWords
    created_at: FieldsCreatedAtWords
    handed_over_at: FieldsHandedOverAtWords
    first_touch_at: FieldsFirstTouchAtWords
    decided_at: FieldsDecidedAtWords
    recycled_at: FieldsRecycledAtWords
    renurtured_at: FieldsRenurturedAtWords
    feedback_at: FieldsFeedbackAtWords
    opportunity_at: FieldsOpportunityAtWords
    closed_at: FieldsClosedAtWords
    lead_id: FieldsLeadIdWords
    account: FieldsAccountWords
    email: FieldsEmailWords
    name: FieldsNameWords
    source: FieldsSourceWords
    campaign: FieldsCampaignWords
    program: FieldsProgramWords
    segment: FieldsSegmentWords
    region: FieldsRegionWords
    industry: FieldsIndustryWords
    owner: FieldsOwnerWords
    grade: FieldsGradeWords
    stage: FieldsStageWords
    decision: FieldsDecisionWords
    return_reason: FieldsReturnReasonWords
    opportunity_id: FieldsOpportunityIdWords
    outcome: FieldsOutcomeWords
    lost_reason: FieldsLostReasonWords
    employees: FieldsEmployeesWords
    score: FieldsScoreWords
    attempts: FieldsAttemptsWords
    amount: FieldsAmountWords
    revenue: FieldsRevenueWords
    cost: FieldsCostWords
    lead_value: FieldsLeadValueWords
    kind: FieldsKindWords
    by: FieldsByWords
    detail: FieldsDetailWords
    at: FieldsAtWords
    channel: FieldsChannelWords
    phase: FieldsPhaseWords
    key: FieldsKeyWords
    note: FieldsNoteWords
    priority: FieldsPriorityWords
    budget: FieldsBudgetWords
    period: FieldsPeriodWords
    start: FieldsStartWords
    end: FieldsEndWords
    spend: FieldsSpendWords
    impressions: FieldsImpressionsWords
    clicks: FieldsClicksWords
    leads: FieldsLeadsWords
    mqls: FieldsMqlsWords
    opportunities: FieldsOpportunitiesWords
    pipeline: FieldsPipelineWords
    customers: FieldsCustomersWords
    figure: FieldsFigureWords
    unit: FieldsUnitWords
    value: FieldsValueWords
    since: FieldsSinceWords
    ended: FieldsEndedWords

class HeadingsWords:
    def who(self) -> str: "Who"
    def target(self) -> str: "Target"
    def name(self) -> str: "Name"
    def owner(self) -> str: "Owner"
    def segment(self) -> str: "Segment"
    def due(self) -> str: "Due"
    def value(self) -> str: "Value"
    def stage(self) -> str: "Stage"
    def commitment(self) -> str: "Commitment"
    def counted(self) -> str: "Counted"
    def kind(self) -> str: "Kind"
    def rows(self) -> str: "Rows"
    def imported(self) -> str: "Imported"
    def file(self) -> str: "File"
    def period(self) -> str: "Period"
    def actual(self) -> str: "Actual"
    def status(self) -> str: "Status"
    def lead(self) -> str: "Lead"
    def state(self) -> str: "State"
    def from_(self) -> str: "From"
    def to(self) -> str: "To"
    def attainment(self) -> str: "Attainment"

class KindsWords:
    def agreement(self, how_many: float, /) -> str: "agreement"
    def attribution(self, how_many: float, /) -> str: "attribution"
    def person(self, how_many: float, /) -> str: "people"
    def calendar(self, how_many: float, /) -> str: "calendars"
    def segment(self, how_many: float, /) -> str: "segments"
    def audience(self, how_many: float, /) -> str: "audiences"
    def side(self, how_many: float, /) -> str: "sides"
    def objective(self, how_many: float, /) -> str: "objectives"
    def initiative(self, how_many: float, /) -> str: "initiatives"
    def campaign(self, how_many: float, /) -> str: "campaigns"
    def content(self, how_many: float, /) -> str: "content pieces"
    def stake(self, how_many: float, /) -> str: "stakes"
    def term(self, how_many: float, /) -> str: "terms"
    def stage(self, how_many: float, /) -> str: "stages"
    def example(self, how_many: float, /) -> str: "examples"
    def reason(self, how_many: float, /) -> str: "reasons"
    def assumption(self, how_many: float, /) -> str: "assumptions"
    def rule(self, how_many: float, /) -> str: "scoring rules"
    def grade(self, how_many: float, /) -> str: "grades"
    def threshold(self, how_many: float, /) -> str: "thresholds"
    def meeting(self, how_many: float, /) -> str: "meetings"
    def commitment(self, how_many: float, /) -> str: "commitments"

class LabelsOfCommitmentWords:
    def field(self) -> str: "Field of the lead"

class LabelsOfPersonWords:
    def party(self) -> str: "Side"

class LabelsOfStageWords:
    def limit(self) -> str: "Maximum stay"
    def where(self) -> str: "A lead in it meets"
    def any(self) -> str: "And one of these"

class LabelsOfSegmentWords:
    def where(self) -> str: "Leads that meet"

class LabelsOfGradeWords:
    def from_(self) -> str: "Points of fit from which it holds"

class LabelsWords:
    def title(self) -> str: "Title"
    def organisation(self) -> str: "Organisation"
    def period_start(self) -> str: "First day"
    def period_end(self) -> str: "Last day"
    def fiscal_year_start(self) -> str: "Month in which the fiscal year starts"
    def currency(self) -> str: "Currency"
    def calendar(self) -> str: "Calendar"
    def handover_stage(self) -> str: "Handed over at stage"
    def language(self) -> str: "Language"
    def rule(self) -> str: "Who gets credit"
    def sourced_is(self) -> str: "“Sourced” means"
    def key(self) -> str: "Key"
    def name(self) -> str: "Name"
    def email(self) -> str: "E-mail"
    def party(self) -> str: "Owner"
    def role(self) -> str: "Role"
    def timezone(self) -> str: "Time zone"
    def holidays_country(self) -> str: "Public holidays of"
    def holidays_subdivision(self) -> str: "State or region"
    def closed(self) -> str: "Closed days"
    def closed_cuts(self) -> str: "A closed day cuts"
    def open(self) -> str: "Days with other hours"
    def breaks(self) -> str: "Breaks on single days"
    def hours_mon(self) -> str: "Monday"
    def hours_tue(self) -> str: "Tuesday"
    def hours_wed(self) -> str: "Wednesday"
    def hours_thu(self) -> str: "Thursday"
    def hours_fri(self) -> str: "Friday"
    def hours_sat(self) -> str: "Saturday"
    def hours_sun(self) -> str: "Sunday"
    def where(self) -> str: "Applies to"
    def any(self) -> str: "And one of these"
    def description(self) -> str: "Description"
    def accounts(self) -> str: "Accounts"
    def goals(self) -> str: "Goals"
    def process(self) -> str: "Process"
    def challenges(self) -> str: "Challenges"
    def horizon(self) -> str: "Horizon"
    def owner(self) -> str: "Responsible"
    def target(self) -> str: "Target"
    def note(self) -> str: "Note"
    def start(self) -> str: "Start"
    def end(self) -> str: "End"
    def budget(self) -> str: "Budget"
    def kind(self) -> str: "Kind"
    def program(self) -> str: "Program"
    def channel(self) -> str: "Channel"
    def segment(self) -> str: "Segment"
    def phase(self) -> str: "Phase"
    def priority(self) -> str: "Priority"
    def expected_leads(self) -> str: "Expected leads"
    def expected_mqls(self) -> str: "Expected MQLs"
    def expected_opportunities(self) -> str: "Expected opportunities"
    def expected_pipeline(self) -> str: "Expected pipeline"
    def expected_customers(self) -> str: "Expected customers"
    def expected_revenue(self) -> str: "Expected revenue"
    def due(self) -> str: "Due"
    def text(self) -> str: "Text"
    def definition(self) -> str: "Definition"
    def synonyms(self) -> str: "Synonyms"
    def abbreviation(self) -> str: "Abbreviation"
    def enters_when(self) -> str: "Enters when"
    def leaves_when(self) -> str: "Leaves when"
    def limit(self) -> str: "Within"
    def next(self) -> str: "Next stages"
    def clause(self) -> str: "About"
    def verdict(self) -> str: "Verdict"
    def fields(self) -> str: "What the lead says"
    def why(self) -> str: "Why"
    def about(self) -> str: "What it explains"
    def remedy(self) -> str: "Remedy"
    def quantity(self) -> str: "Quantity"
    def value(self) -> str: "Value"
    def low(self) -> str: "Lowest"
    def high(self) -> str: "Highest"
    def side(self) -> str: "Fit or engagement"
    def points(self) -> str: "Points"
    def cap(self) -> str: "At most"
    def decay_percent(self) -> str: "Points lost, in percent"
    def decay_days(self) -> str: "Every so many days"
    def from_(self) -> str: "Counts from"
    def grades(self) -> str: "Grades"
    def score_from(self) -> str: "Score from"
    def score_to(self) -> str: "Score below"
    def action(self) -> str: "Action"
    def every(self) -> str: "How often"
    def weekday(self) -> str: "Weekday"
    def time(self) -> str: "Time"
    def minutes(self) -> str: "Minutes"
    def attendees(self) -> str: "Attendees"
    def agenda(self) -> str: "Agenda"
    def measure(self) -> str: "Measure"
    def to(self) -> str: "Until"
    def of(self) -> str: "What must be true"
    def settle(self) -> str: "Settles after"
    def field(self) -> str: "Field"
    def per(self) -> str: "Per field"
    def table(self) -> str: "Counted over"
    def times(self) -> str: "At least so many times"
    def activity(self) -> str: "Kind of activity"
    def figure(self) -> str: "Figure"
    def business(self) -> str: "Count open hours only"
    def targets(self) -> str: "Other targets in single periods"
    def at_risk(self) -> str: "At risk: share of the target"
    def pause(self) -> str: "Time does not count between"
    def calendar_by(self) -> str: "Calendar by field"
    def calendar_by_field(self) -> str: "Calendar by field"
    def calendar_by_calendars(self) -> str: "Calendars"
    def parts(self) -> str: "Moments on the way"
    def if_missed(self) -> str: "If missed"
    def label(self) -> str: "Label"
    def with_value(self, *, label: object, value: object) -> str: "{label}: {value}"
    of_commitment: LabelsOfCommitmentWords
    of_person: LabelsOfPersonWords
    of_stage: LabelsOfStageWords
    of_segment: LabelsOfSegmentWords
    of_grade: LabelsOfGradeWords

class NumbersWords:
    def negative(self, *, number: object) -> str: "−{number}"
    def range(self, *, low: object, high: object) -> str: "{low} to {high}"
    def yes(self) -> str: "yes"
    def no(self) -> str: "no"

class PaperWords:
    def page(self, *, page: object, total: object) -> str: "{page} of {total}"
    def every_week(self) -> str: "every week"
    def every_two_weeks(self) -> str: "every two weeks"
    def every_month(self) -> str: "every month"
    def every_quarter(self) -> str: "every quarter"
    def every_period(self) -> str: "once for the whole period"

class ReviewWords:
    def kind(self, *, period: object) -> str: "Review · {period}"
    def kind_quarter(self, *, period: object) -> str: "Quarterly review · {period}"
    def title(self, *, period: object, organisation: object) -> str: "Review {period}: {organisation}"
    def subject(self, *, days: object, as_of: object) -> str: "{days}, as of {as_of}"
    def foot(self, *, organisation: object, period: object, version: object) -> str: "{organisation} · Review {period} · {version}"
    def foot_version(self, *, number: object) -> str: "version {number}"
    def foot_draft(self) -> str: "draft"
    def foot_middle(self, how_many: float, /, *, leads: object, files: object) -> str: "Measured from {files} files, {leads} leads"
    def draft_band(self) -> str: "DRAFT · measured against an agreement that is not frozen"
    def headline_unjudged(self) -> str: "No promise can be judged yet"
    def headline_nothing(self) -> str: "There are no figures for this period yet"
    def and_then(self, *, first: object, rest: object) -> str: "{first}; {rest}"
    def so_far(self, *, text: object) -> str: "{text} so far"
    def sentence(self, *, text: object) -> str: "{text}."
    def quoted(self, *, text: object) -> str: "“{text}”"
    def with_word(self, *, name: object, word: object) -> str: "{name} ({word})"
    def who_we(self) -> str: "We"
    def who_sales(self) -> str: "Sales"
    def who_marketing(self) -> str: "Marketing"
    def who_shared(self) -> str: "Together we"
    def own_we(self) -> str: "our"
    def own_sales(self) -> str: "its"
    def own_marketing(self) -> str: "its"
    def own_shared(self) -> str: "our"
    def kept_single(self, *, who: object, own: object) -> str: "{who} kept {own} one promise"
    def broken_single(self, *, who: object, own: object) -> str: "{who} did not keep {own} one promise"
    def kept_only(self, *, who: object) -> str: "{who} kept the one promise that can be judged"
    def broken_only(self, *, who: object) -> str: "{who} did not keep the one promise that can be judged"
    def kept_both(self, *, who: object) -> str: "{who} kept both promises"
    def kept_both_judged(self, *, who: object) -> str: "{who} kept both promises that can be judged"
    def kept_all(self, *, who: object, judged: object) -> str: "{who} kept all {judged} promises"
    def kept_all_judged(self, *, who: object, judged: object) -> str: "{who} kept all {judged} promises that can be judged"
    def kept_some(self, *, who: object, kept: object, judged: object) -> str: "{who} kept {kept} of {judged} promises"
    def kept_some_judged(self, *, who: object, kept: object, judged: object) -> str: "{who} kept {kept} of the {judged} promises that can be judged"
    def kept_none(self, *, who: object, judged: object) -> str: "{who} kept none of {judged} promises"
    def kept_none_judged(self, *, who: object, judged: object) -> str: "{who} kept none of the {judged} promises that can be judged"
    def one_to_fix(self, *, name: object) -> str: "“{name}” is the one to fix"
    def it_was(self, *, name: object, what: object) -> str: "“{name}” was {what}"
    def it_moved(self, *, name: object, way: object) -> str: "“{name}” {way}"
    def two_broken(self, *, first: object, second: object) -> str: "“{first}” and “{second}” were not"
    def broken_missed(self, *, missed: object) -> str: "{missed} missed"
    def broken_just_short(self, *, just_short: object) -> str: "{just_short} just short"
    def broken_missed_and_just_short(self, *, missed: object, just_short: object) -> str: "{missed} missed, {just_short} just short"
    def lead_undecided(self, *, names: object) -> str: "Not judged: {names}."
    def lead_days(self, *, days: object, as_of: object) -> str: "{days}, as of {as_of}."
    def judged(self) -> str: "Judged"
    def trend(self) -> str: "Trend"
    def board_note(self) -> str: "A promise made for each week, month or quarter is kept if every period that is over and can be judged was kept; just short is not kept. Actual and its bar cover all these days; the tick marks the target. The trend shows the last periods, oldest first; the dashed line is the target of one period."
    def funnel(self, *, reached: object, first: object, stage: object) -> str: "One funnel: {reached} of {first} leads reached {stage}"
    def funnel_note(self) -> str: "Of the leads that came in during these days, how many reached each stage by the as-of moment. Below: the share that went on to the next."
    def name_sales(self) -> str: "Sales"
    def name_marketing(self) -> str: "Marketing"
    def name_shared(self) -> str: "Together"
    def party_unjudged(self, *, who: object) -> str: "{who}: nothing can be judged yet"
    def finding(self, *, name: object, verdict: object, figure: object, target: object) -> str: "{name}: {verdict} ({figure}, promised {target})"
    def finding_figure(self, *, name: object, verdict: object, figure: object) -> str: "{name}: {verdict} ({figure})"
    def finding_bare(self, *, name: object, verdict: object) -> str: "{name}: {verdict}"
    def finding_no_target(self, *, name: object, figure: object) -> str: "{name}: {figure}, without a target for these leads"
    def figures_within(self, *, kept: object, counted: object, missed: object) -> str: "{kept} of {counted} leads in time, {missed} late."
    def figures_attempts(self, *, kept: object, counted: object, missed: object) -> str: "{kept} of {counted} leads got their attempts in time, {missed} did not."
    def figures_share(self, *, kept: object, counted: object, meets: object, missed: object) -> str: "{kept} of {counted} leads {meets}, {missed} not."
    def figures_filled(self, *, kept: object, counted: object, meets: object, missed: object) -> str: "{kept} of {counted} leads {meets}, {missed} without."
    def figures_open_clock(self, *, open: object) -> str: "{open} not due yet and not counted."
    def figures_open_settling(self, *, open: object) -> str: "{open} too recent to count."
    def figures_excluded(self, *, excluded: object) -> str: "{excluded} left out; the last page says why."
    def figures_interval(self, *, low: object, high: object) -> str: "95% interval: {low} to {high}."
    def figures_count(self, *, eligible: object) -> str: "Leads counted: {eligible}."
    def figures_sum(self, *, eligible: object) -> str: "Leads added up: {eligible}."
    def figures_median(self, *, eligible: object) -> str: "Durations counted: {eligible}."
    def figures_p90(self, *, eligible: object) -> str: "Durations counted: {eligible}."
    def figures_ratio(self, *, eligible: object) -> str: "Rows counted: {eligible}."
    def figures_figure(self, *, eligible: object) -> str: "As stated in the imported spreadsheet (rows: {eligible})."
    def figures_too_few(self, *, counted: object) -> str: "Only {counted} were counted and the interval covers the target, so this is too few to say whether the promise was kept."
    def figures_moved(self, *, days: object, way: object) -> str: "Since {days} it {way}."
    def figures_before(self, *, days: object, figure: object) -> str: "In {days} it was {figure}."
    def agreed(self, *, text: object) -> str: "Agreed consequence: {text}."
    def kept_within(self) -> str: "In time"
    def missed_within(self) -> str: "Late"
    def kept_attempts(self) -> str: "Done"
    def missed_attempts(self) -> str: "Not done"
    def kept_share(self) -> str: "Met"
    def missed_share(self) -> str: "Not met"
    def kept_filled(self) -> str: "Filled"
    def missed_filled(self) -> str: "Blank"
    def open(self) -> str: "Open"
    def excluded(self) -> str: "Left out"
    def returns_mostly(self, *, name: object, count: object, total: object, share: object) -> str: "Leads came back mostly for “{name}”: {count} of {total} ({share})"
    def returns_mostly_blank(self, *, blank: object, total: object, share: object) -> str: "Most leads came back without a reason: {blank} of {total} ({share})"
    def returns_commonest(self, *, name: object, count: object, total: object, share: object) -> str: "“{name}” is the commonest reason for a return: {count} of {total} leads ({share})"
    def returns_commonest_stated(self, *, name: object, count: object, total: object, share: object, blank: object) -> str: "“{name}” is the commonest stated reason for a return: {count} of {total} leads ({share}); {blank} came back without one"
    def returns_tied(self, *, names: object, count: object, total: object) -> str: "{names} are the commonest reasons for a return: {count} each of {total} leads"
    def returns_tied_stated(self, *, names: object, count: object, total: object, blank: object) -> str: "{names} are the commonest stated reasons for a return: {count} each of {total} leads; {blank} came back without one"
    def returns_none_stands_out(self, *, total: object) -> str: "No reason stands out among {total} returned leads"
    def returns_none(self) -> str: "No return reason"
    def provenance(self) -> str: "Where these figures come from"
    def provenance_lead(self, *, as_of: object) -> str: "Every figure stands on the imports below, as known on {as_of}; later events are not counted. Timed promises are judged by the version in force when each clock started."
    def provenance_version(self, *, number: object, hash: object) -> str: "Measured against version {number}, content hash {hash}."
    def provenance_draft(self, *, hash: object) -> str: "Measured against the draft, content hash {hash}."
    def provenance_none(self) -> str: "Nothing has been imported."
    def withdrawn(self, *, count: object) -> str: "Imports that were undone and are not used: {count}."
    def cells(self) -> str: "Cells or rows not read"
    def data_as_of(self) -> str: "Data as of"
    def hash(self) -> str: "SHA-256"
    def excluded_lead(self) -> str: "Left out of timed figures, because an end lies before its start or only a day is known:"
    def excluded_none(self) -> str: "No lead was left out of a figure."

class ScoreboardWords:
    def sheet_scoreboard(self) -> str: "Scoreboard"
    def sheet_periods(self) -> str: "Periods"
    def sheet_past(self) -> str: "Past periods"
    def sheet_funnel(self) -> str: "Funnel"
    def sheet_about(self) -> str: "About"
    def judged(self) -> str: "Judged"
    def periods_kept(self) -> str: "Periods kept"
    def periods_judged(self) -> str: "Periods judged"
    def unit(self) -> str: "Unit"
    def unit_share(self) -> str: "share"
    def unit_seconds(self) -> str: "hours"
    def met(self) -> str: "Leads met"
    def not_met(self) -> str: "Leads not met"
    def open(self) -> str: "Leads open"
    def excluded(self) -> str: "Excluded"
    def low(self) -> str: "95% from"
    def high(self) -> str: "95% to"
    def reached(self) -> str: "Came so far (cohort)"
    def share_before(self) -> str: "Share of the stage before"
    def entered(self) -> str: "Entered"
    def what(self) -> str: "What"
    def organisation(self) -> str: "Organisation"
    def agreement(self) -> str: "Agreement"
    def whole(self) -> str: "whole agreement"
    def as_of(self) -> str: "As of"
    def all_leads(self) -> str: "all leads"
    def imports(self) -> str: "Imports"

class StagesWords:
    def reading(self) -> str: "Reading the file"
    def checking(self) -> str: "Checking the rows"
    def comparing(self) -> str: "Comparing with what is there"
    def storing(self) -> str: "Storing"
    def waiting(self) -> str: "Waiting for another program that is changing the workspace"
    def measuring(self) -> str: "Measuring"
    def drawing(self) -> str: "Drawing the pages"
    def working(self) -> str: "Working …"

class TemplatesBlankWords:
    def name(self) -> str: "Blank"
    def note(self) -> str: "Nothing but the period. Write every clause yourselves."

class TemplatesStarterWords:
    def name(self) -> str: "Two promises"
    def note(self) -> str: "How many leads, and how good they are: enough to begin the talk."

class TemplatesSaasWords:
    def name(self) -> str: "Software by subscription"
    def note(self) -> str: "Many leads and quick answers, trials beside contact requests."

class TemplatesEnterpriseWords:
    def name(self) -> str: "Large accounts"
    def note(self) -> str: "Named accounts, several people to convince, pipeline promised in money."

class TemplatesServicesWords:
    def name(self) -> str: "Services by the project"
    def note(self) -> str: "Referrals and inquiries, a talk before a proposal, few sellers."

class TemplatesWords:
    blank: TemplatesBlankWords
    starter: TemplatesStarterWords
    saas: TemplatesSaasWords
    enterprise: TemplatesEnterpriseWords
    services: TemplatesServicesWords

class VerdictsWords:
    def kept(self) -> str: "kept"
    def just_short(self) -> str: "just short"
    def missed(self) -> str: "missed"
    def kept_so_far(self) -> str: "kept so far"
    def at_risk(self) -> str: "at risk"
    def missed_so_far(self) -> str: "missed so far"
    def open(self) -> str: "open"
    def too_few(self) -> str: "too few to say"
    def no_data(self) -> str: "no data"
    def no_target(self) -> str: "no target"
    def counted_kept(self, *, number: object) -> str: "{number} kept"
    def counted_just_short(self, *, number: object) -> str: "{number} just short"
    def counted_missed(self, *, number: object) -> str: "{number} missed"
    def counted_kept_so_far(self, *, number: object) -> str: "{number} kept so far"
    def counted_at_risk(self, *, number: object) -> str: "{number} at risk"
    def counted_missed_so_far(self, *, number: object) -> str: "{number} missed so far"
    def counted_open(self, *, number: object) -> str: "{number} still open"
    def counted_too_few(self, *, number: object) -> str: "{number} with too few leads to say"
    def counted_no_data(self, *, number: object) -> str: "{number} without figures"
    def counted_no_target(self, *, number: object) -> str: "{number} without a target"
    def in_one_kept(self, *, period: object) -> str: "kept in the one {period} that can be judged"
    def in_one_just_short(self, *, period: object) -> str: "just short in the one {period} that can be judged"
    def in_one_missed(self, *, period: object) -> str: "missed in the one {period} that can be judged"
    def in_both(self, *, periods: object) -> str: "kept in both {periods}"
    def in_all(self, *, count: object) -> str: "kept in all {count}"
    def in_some(self, *, kept: object, count: object) -> str: "kept in {kept} of {count}"
    def in_none(self, *, count: object) -> str: "kept in none of {count}"
    def short(self, *, kept: object, judged: object) -> str: "kept in {kept} of {judged}"
    def apart_just_short(self, *, number: object) -> str: "{number} just short"
    def apart_missed(self, *, number: object) -> str: "{number} missed"
    def apart_too_few(self, *, count: object) -> str: "{count} with too few leads to say"
    def apart_no_data(self, *, count: object) -> str: "{count} without figures"
    def apart_open(self, *, count: object) -> str: "{count} not over yet"
    def in_a_row(self, *, count: object) -> str: "Not kept in {count} in a row."
    def not_in_a_row(self, *, count: object) -> str: "Not kept in {count}, never two in a row."
    def week(self, how_many: float, /, *, number: object) -> str: "{number} weeks"
    def month(self, how_many: float, /, *, number: object) -> str: "{number} months"
    def quarter(self, how_many: float, /, *, number: object) -> str: "{number} quarters"
    def week_name(self) -> str: "week"
    def month_name(self) -> str: "month"
    def quarter_name(self) -> str: "quarter"
    def weeks_name(self) -> str: "weeks"
    def months_name(self) -> str: "months"
    def quarters_name(self) -> str: "quarters"
    def over_week(self, *, figure: object) -> str: "{figure} over the week"
    def over_month(self, *, figure: object) -> str: "{figure} over the month"
    def over_quarter(self, *, figure: object) -> str: "{figure} over the quarter"
    def over_year(self, *, figure: object) -> str: "{figure} over the year"
    def over_period(self, *, figure: object) -> str: "{figure} over the period"
    def of_period(self, *, figure: object, period: object) -> str: "{figure} in {period}"
    def so_far(self, *, figure: object) -> str: "{figure} so far"
    def slipped(self, *, before: object, now: object) -> str: "slipped from {before} to {now}"
    def rose(self, *, before: object, now: object) -> str: "rose from {before} to {now}"
    def came_down(self, *, before: object, now: object) -> str: "came down from {before} to {now}"

class WindowAgreementWords:
    def draft(self) -> str: "draft"
    def pages_of_the_agreement(self) -> str: "Pages of the agreement"
    def smaller(self) -> str: "Smaller"
    def larger(self) -> str: "Larger"
    def fit_the_width(self) -> str: "Fit the width"
    def paper(self) -> str: "Paper"
    def a4(self) -> str: "A4"
    def letter(self) -> str: "Letter"
    def export_as_pdf(self) -> str: "Export as PDF"
    def export_as_pdf_ctrl(self) -> str: "Export as PDF (Ctrl+E)"
    def export_the_agreement(self) -> str: "Export the agreement"
    def agreement_saved_to(self, *, name: object) -> str: "Agreement saved to {name}."
    def version(self, *, shown: object) -> str: "version {shown}"
    def page_of(self, *, page: object, count: object) -> str: "Page {page} of {count}"
    def version_is_frozen(self, *, version: object) -> str: "Version {version} is frozen."
    def draft_as_it_stands(self) -> str: "Draft, as it stands now"
    def in_force_from_the(self) -> str: "in force from the beginning"
    def versions(self) -> str: "Versions"
    def why_it_was_changed(self) -> str: "Why it was changed"
    def why_it_is_frozen(self) -> str: "Why it is frozen all the same"
    def reason(self) -> str: "Reason"
    def waive_the_errors_because(self) -> str: "Waive the errors because"
    def in_force_from_another(self) -> str: "In force from another day"
    def in_force_from(self) -> str: "In force from"
    def freeze_the_next_version(self) -> str: "Freeze the next version"
    def this_workspace_can_only(self) -> str: "This workspace can only be read."
    def a_version_is_frozen(self) -> str: "A version is frozen when both parties agree to every clause."
    def mend_the_errors_or(self) -> str: "Mend the errors, or say why it is frozen all the same."
    def the_checks_find(self, how_many: float, /, *, errors: object) -> str: "The checks find {errors} errors."
    def version_frozen(self, *, number: object, frozen: object) -> str: "Version {number}, frozen {frozen}"
    def freeze_as_version(self, *, following: object) -> str: "Freeze as version {following}"
    def draft_the_same_as(self, *, count: object) -> str: "Draft, the same as version {count}"
    def in_force_from_day(self, *, day: object) -> str: "in force from {day}"
    def nothing_has_changed_since(self, *, count: object) -> str: "Nothing has changed since version {count}."
    def write_the_day_such(self, *, day: object) -> str: "Write the day, such as {day}."
    def both_agree_to_all(self, how_many: float, /, *, count: object) -> str: "Both agree to all {count} clauses"
    def consents_are_missing(self, how_many: float, /, *, count: object) -> str: "{count} consents are missing"
    def waits_for_consent(self) -> str: "Waits for consent"
    def errors_of_the_checks(self) -> str: "Errors"
    def more_on_the_overview(self, *, count: object) -> str: "{count} more on the overview"
    def document(self) -> str: "Document"
    def what_changed(self) -> str: "What changed"
    def next_agreement(self) -> str: "Next agreement"
    def agreements(self) -> str: "Agreements"
    def this_agreement(self) -> str: "This agreement"
    def label(self) -> str: "Label"
    def renamed(self, *, label: object) -> str: "The agreement is called “{label}” now."
    def compare_from(self) -> str: "Compare from"
    def compare_to(self) -> str: "to"
    def is_new(self) -> str: "New"
    def is_gone(self) -> str: "Gone"
    def nothing_to_compare_yet(self) -> str: "There is nothing to compare with yet. Freeze a version, or begin the next agreement."
    def clauses_differ(self, how_many: float, /, *, count: object, whole: object) -> str: "{count} of {whole} clauses differ."
    def more_clauses_differ(self, *, count: object) -> str: "{count} more clauses differ."
    def changed_since(self, how_many: float, /, *, count: object, number: object) -> str: "{count} clauses changed since version {number}"
    def the_agreement_after(self, *, label: object) -> str: "The agreement after {label}"
    def next_begins_with(self) -> str: "It begins with every clause of this one. Days of initiatives, campaigns and content and the periods of targets move along; calendars stay. Nobody has agreed to it yet."
    def first_day(self) -> str: "First day"
    def last_day(self) -> str: "Last day"
    def write_a_label(self) -> str: "Write a label, such as FY27 Q2."
    def it_ends_before_it_starts(self) -> str: "The last day lies before the first."
    def begin(self, *, label: object) -> str: "Begin “{label}”"
    def begin_the_next(self) -> str: "Begin the next agreement"
    def what_came_of_the_targets(self) -> str: "What came of each target"
    def nothing_measured_yet(self) -> str: "Nothing is measured yet. Import results to see here what came of each target."
    def has_begun(self, how_many: float, /, *, label: object, count: object) -> str: "“{label}” has begun with {count} clauses."

class WindowChangesWords:
    def was_and_is(self, *, old: object, new: object) -> str: "was {old}, now {new}"
    def was(self, *, old: object) -> str: "was {old}, now nothing"
    def is_new(self, *, new: object) -> str: "new: {new}"
    def field_change(self, *, field: object, change: object) -> str: "{field}: {change}"

class WindowChecksWords:
    def capacity_check(self) -> str: "Capacity check"
    def plan_check(self) -> str: "Plan check"
    def rep_s_hours(self) -> str: "1 rep's hours"
    def add_a_commitment_of_marketing(self) -> str: "Add a commitment of Marketing for a number of leads"
    def add_a_commitment_of(self) -> str: "Add a commitment of Sales for attempts"
    def count_attempts_from_the(self) -> str: "Count attempts from the same event as leads"
    def reps(self) -> str: "reps"
    def hours_per_rep(self) -> str: "hours per rep"
    def minutes_per_attempt(self) -> str: "minutes per attempt"
    def the_deal_size(self) -> str: "the deal size"
    def the_revenue_target(self) -> str: "the revenue target"
    def the_sourced_share(self) -> str: "the sourced share"
    def reps_hours(self, *, value: object) -> str: "{value} reps' hours"
    def leads(self, how_many: float, /, *, count: object) -> str: "{count} leads"
    def leads_attempts_attempts(self, *, leads: object, name: object, times: object, name2: object, total: object) -> str: "{leads} leads ({name}) × {times} attempts ({name2}) = {total} attempts."
    def percent(self, *, percent: object) -> str: "{percent}%"
    def expected_revenue_target(self, *, amount: object) -> str: "Expected revenue ≥ {amount} target"
    def customer(self, *, stage: object) -> str: "{stage} → Customer"
    def opportunity(self) -> str: "Opportunity"
    def value(self, *, value: object) -> str: "{value}%"
    def add_an_assumption_for(self, *, what: object) -> str: "Add an assumption for {what}"
    def set_the_number_assumed(self, *, what: object) -> str: "Set the number assumed for {what}"
    def keep_one_assumption_for(self, *, what: object) -> str: "Keep one assumption for {what}"
    def add_an_assumption_for_the(self, *, stage: object) -> str: "Add an assumption for the rate from {stage} to customers"
    def leads_value(self, how_many: float, /, *, value: object) -> str: "{value} leads"
    def lead(self) -> str: "Lead"
    def expected_under_target(self, *, gap: object, target: object) -> str: "Expected revenue stays {gap} under the {target} target"
    def leads_times_attempts(self, how_many: float, /, *, leads: object, times: object) -> str: "{leads} × {times} attempts"
    def fits(self, *, work: object, room: object) -> str: "{work} fit into {room}"
    def fits_even_all(self, *, work: object, room: object) -> str: "Even all {work} fit into {room}"
    def exceeds(self, *, work: object, room: object) -> str: "{work} exceed {room}"
    def may_exceed(self, *, work: object, room: object) -> str: "Up to {work} may exceed {room}"
    def time_for_attempts(self, *, reps: object, reps_name: object, hours: object, hours_name: object, minutes: object, minutes_name: object, attempts: object) -> str: "{reps} ({reps_name}) × {hours} hours ({hours_name}) × 60 ÷ {minutes} minutes ({minutes_name}) = time for {attempts} attempts."
    def expected_is(self, *, parts: object, whole: object) -> str: "Expected: {parts} = {whole}"
    def target_is(self, *, parts: object, whole: object) -> str: "Target: {parts} = {whole}"

class WindowClausesWords:
    def applies_to(self) -> str: "Applies to"
    def content(self) -> str: "Content"
    def kind_of_clause(self) -> str: "Kind of clause"
    def filter_ctrl_f(self) -> str: "Filter (Ctrl+F)"
    def filter(self) -> str: "Filter"
    def clauses(self) -> str: "Clauses"
    def says(self) -> str: "Says"
    def everything(self, *, total: object) -> str: "Everything ({total})"
    def nothing_here_yet(self) -> str: "Nothing here yet"
    def agree_to_what_is(self) -> str: "Agree to what is selected (Ctrl+Enter in the table)"
    def check_consistency(self) -> str: "Check consistency"
    def show_what_contradicts_itself(self) -> str: "Show what contradicts itself or says too little (F7)"
    def add_insert_in_the(self) -> str: "Add (Insert in the table)"
    def agree_to(self, *, count: object) -> str: "Agree to {count}"
    def add(self) -> str: "+ Add"
    def kind_kind(self, *, kind: object) -> str: "+ {kind}"
    def service_levels_both_teams(self) -> str: "Service levels both teams promise each other"
    def who_promises_what_by(self) -> str: "Who promises what, by when, for which leads, and what happens if we miss it."
    def what_we_want_to(self) -> str: "What we want to reach, with whom, and what we do for it"
    def our_objectives_initiatives_and(self) -> str: "Our objectives, initiatives and campaigns, the customers we want, our people."
    def write_the_first_objective(self) -> str: "Write the first objective"
    def one_meaning_for_every(self) -> str: "One meaning for every word we use"
    def the_words_we_both(self) -> str: "The words we both use, and the reasons why a lead is returned or lost."
    def write_the_first_term(self) -> str: "Write the first term"
    def one_funnel_from_first(self) -> str: "One funnel from first touch to revenue"
    def the_stages_of_a(self) -> str: "The stages of a lead, who owns each, and the rates we count on."
    def write_the_first_stage(self) -> str: "Write the first stage"
    def which_leads_we_call(self) -> str: "Which leads we call first, and why"
    def points_for_leads_that(self) -> str: "Points for leads that fit and engage, and what we do at which score."
    def write_the_first_scoring(self) -> str: "Write the first scoring rule"
    def when_we_meet_and(self) -> str: "When we meet, and when we work"
    def our_meetings_and_the(self) -> str: "Our meetings, and the business hours that limits are counted in."
    def write_the_first_meeting(self) -> str: "Write the first meeting"
    def both_propose(self) -> str: "Both propose"
    def proposes(self, *, party: object) -> str: "{party} proposes"
    def parked_until(self, *, day: object) -> str: "Parked until {day}"
    def parked(self) -> str: "Parked"
    def proposed(self, *, standing: object, proposed: object) -> str: "{standing} → {proposed}"
    def awaiting_both(self) -> str: "Awaiting both"
    def awaiting(self, *, party: object) -> str: "Awaiting {party}"
    def all(self, *, count: object) -> str: "All {count}"
    def wait_for_you(self, how_many: float, /, *, count: object) -> str: "{count} wait for you"
    def wait_for(self, how_many: float, /, *, count: object, party: object) -> str: "{count} wait for {party}"
    def proposed_ones(self, *, count: object) -> str: "{count} proposed"
    def disagreed_ones(self, *, count: object) -> str: "{count} disagreed"
    def parked_ones(self, *, count: object) -> str: "{count} parked"
    def changed_ones(self, *, count: object, version: object) -> str: "{count} changed since version {version}"
    def wait_for_you_hint(self) -> str: "What waits for your decision"
    def wait_for_hint(self, *, party: object) -> str: "What waits for a decision of {party}"
    def proposed_hint(self) -> str: "Clauses for which a change is proposed"
    def disagreed_hint(self) -> str: "Clauses on which a proposal was declined or countered"
    def parked_hint(self) -> str: "Clauses that are put off until a day"
    def changed_hint(self, *, version: object) -> str: "Clauses that say something else than in version {version}"
    def which_clauses(self) -> str: "Which clauses"
    def needs_a_decision(self) -> str: "1 needs a decision"
    def need_a_decision(self, *, rest: object) -> str: "{rest} need a decision"
    def nothing_waits_for_a(self) -> str: "Nothing waits for a decision"
    def nothing_is_written_yet(self) -> str: "Nothing is written yet"
    def of(self, *, both: object, whole: object) -> str: "{both} of {whole}"
    def no_findings_nothing_here(self) -> str: "✓ No findings: nothing here contradicts itself or leads nowhere."
    def consistency_finding(self) -> str: "1 consistency finding"
    def show(self) -> str: "Show"
    def consistency_findings(self, *, count: object) -> str: "{count} consistency findings"
    def and_more(self, *, count: object) -> str: "and {count} more"
    def show_name(self, *, name: object) -> str: "Show {name}"
    def you_agreed_to_this(self) -> str: "You agreed to this already."

class WindowColumnsWords:
    def lead_id(self) -> str: "Lead identifier"
    def email(self) -> str: "E-mail"
    def name(self) -> str: "Name"
    def account(self) -> str: "Account"
    def created_at(self) -> str: "Created at"
    def source(self) -> str: "Source"
    def campaign(self) -> str: "Campaign"
    def program(self) -> str: "Program"
    def segment(self) -> str: "Segment"
    def region(self) -> str: "Region"
    def industry(self) -> str: "Industry"
    def employees(self) -> str: "Employees"
    def owner(self) -> str: "Owner"
    def grade(self) -> str: "Grade"
    def score(self) -> str: "Score"
    def stage(self) -> str: "Stage"
    def handed_over_at(self) -> str: "Handed over at"
    def first_touch_at(self) -> str: "First touch at"
    def attempts(self) -> str: "Attempts"
    def decision(self) -> str: "Decision"
    def decided_at(self) -> str: "Decided at"
    def return_reason(self) -> str: "Return reason"
    def recycled_at(self) -> str: "Recycled at"
    def renurtured_at(self) -> str: "Re-nurtured at"
    def feedback_at(self) -> str: "Feedback at"
    def opportunity_id(self) -> str: "Opportunity identifier"
    def opportunity_at(self) -> str: "Opportunity created at"
    def amount(self) -> str: "Opportunity amount"
    def closed_at(self) -> str: "Closed at"
    def outcome(self) -> str: "Outcome"
    def lost_reason(self) -> str: "Lost reason"
    def at(self) -> str: "Happened at"
    def kind(self) -> str: "Kind of activity"
    def by(self) -> str: "Done by"
    def detail(self) -> str: "Detail"
    def figure(self) -> str: "Figure"
    def period(self) -> str: "Period"
    def start(self) -> str: "Start"
    def end(self) -> str: "End"
    def channel(self) -> str: "Channel"
    def value(self) -> str: "Value"
    def unit(self) -> str: "Unit"
    def spend(self) -> str: "Spend"
    def impressions(self) -> str: "Impressions"
    def clicks(self) -> str: "Clicks"
    def leads(self) -> str: "Leads"
    def mqls(self) -> str: "MQLs"
    def opportunities(self) -> str: "Opportunities"
    def pipeline(self) -> str: "Pipeline"
    def customers(self) -> str: "Customers"
    def since(self) -> str: "Customer since"
    def ended(self) -> str: "Left on"
    def revenue(self) -> str: "Revenue"
    def cost(self) -> str: "Cost"

class WindowCommonWords:
    def agreed_by_both(self) -> str: "Agreed by both"
    def agreed_by_neither_yet(self) -> str: "Agreed by neither yet"
    def agrees(self) -> str: "agrees"
    def has_not_agreed_yet(self) -> str: "has not agreed yet"
    def proposes_a_change(self) -> str: "proposes a change"
    def sales_marketing(self, *, sales: object, marketing: object) -> str: "Sales {sales}, Marketing {marketing}"
    def previous_month(self) -> str: "Previous month"
    def next_month(self) -> str: "Next month"
    def month(self) -> str: "Month"
    def year(self) -> str: "Year"
    def agreed(self) -> str: "Agreed"
    def marketing(self) -> str: "Marketing"
    def kept_in_12_of(self) -> str: "Kept in 12 of 12"
    def working(self) -> str: "Working …"
    def consent(self) -> str: "Consent"
    def the(self, *, kind: object) -> str: "the {kind}"
    def agree(self) -> str: "Agree"
    def write_the_first_commitment(self) -> str: "Write the first commitment"
    def waits_for(self, *, party: object) -> str: "Waits for {party}"
    def take_back(self) -> str: "Take back"
    def duplicate(self) -> str: "Duplicate"
    def remove(self) -> str: "Remove"
    def new_workspace(self) -> str: "New workspace"
    def sample_workspace(self) -> str: "Sample workspace"
    def open_a_workspace(self) -> str: "Open a workspace"
    def close(self) -> str: "Close"
    def undo(self) -> str: "Undo"
    def import_results(self) -> str: "Import results"
    def back(self) -> str: "Back"
    def no_results_yet(self) -> str: "No results yet"
    def commitments_kept(self) -> str: "Commitments kept"

class WindowExamplesWords:
    def limit(self) -> str: "4 business hours"
    def settle(self) -> str: "30 days"
    def target(self) -> str: "≥ 95%"
    def time(self) -> str: "09:30"
    def at_risk(self) -> str: "95%"
    def email(self) -> str: "name@example.com"

class WindowFrameWords:
    def save_what_is_sound_2(self) -> str: "Save what is sound …"
    def recent_workspace(self) -> str: "Recent workspace"
    def something_went_wrong_that(self) -> str: "Something went wrong that we did not expect; nothing was opened."
    def what_stands_on_it(self) -> str: "What stands on it is refused; take a backup, or save what is sound."
    def save_what_is_sound(self) -> str: "Save what is sound"
    def save_a_copy(self) -> str: "Save a copy"
    def save_a_copy_2(self) -> str: "Save a copy …"
    def copy_of(self, *, name: object) -> str: "{name} (copy)"
    def copy_was_saved(self, *, name: object) -> str: "A copy was saved as {name}."
    def open(self) -> str: "Open"
    def workspace(self) -> str: "Workspace"
    def sound(self, *, name: object) -> str: "{name} (sound)"
    def new_workspace_2(self) -> str: "New workspace …"
    def open_a_workspace_2(self) -> str: "Open a workspace …"
    def sample_workspace_2(self) -> str: "Sample workspace …"
    def close_window(self) -> str: "Close window"
    def this_workspace_can_only(self) -> str: "This workspace can only be read; changes are refused."
    def workspaces(self, *, pattern: object) -> str: "Workspaces ({pattern})"
    def what_is_sound_was(self, *, name: object) -> str: "What is sound was saved as {name}."
    def more_is_damaged_in(self, *, count: object) -> str: "More is damaged: {count} in all."
    def find_a_page_a(self) -> str: "Find a page, a clause or an action"
    def found(self) -> str: "Found"
    def nothing_is_called_here(self, *, text: object) -> str: "Nothing is called “{text}” here."
    def page(self) -> str: "Page"
    def inspector(self) -> str: "Inspector"
    def action(self) -> str: "Action"
    def navigation(self) -> str: "Navigation"
    def menu(self) -> str: "Menu"
    def menu_f10(self) -> str: "Menu (F10)"
    def close_esc(self) -> str: "Close (Esc)"
    def show_in_folder(self) -> str: "Show in folder"
    def could_not_be_opened(self, *, name: object) -> str: "{name} could not be opened: it is not there any more, or nothing here opens such files."
    def redo(self) -> str: "Redo"
    def undo_step(self, *, step: object) -> str: "Undo: {step}"
    def redo_step(self, *, step: object) -> str: "Redo: {step}"
    def and_more(self, *, names: object, rest: object) -> str: "{names} and {rest} more"
    def find(self) -> str: "Find …"
    def an_import(self) -> str: "Import"
    def nothing_to_undo(self) -> str: "There is nothing to undo."
    def nothing_to_redo(self) -> str: "There is nothing to do again."
    def next_page(self) -> str: "Next page"
    def previous_page(self) -> str: "Previous page"
    def as_the_system(self) -> str: "As the system"
    def light(self) -> str: "Light"
    def dark(self) -> str: "Dark"
    def edit(self) -> str: "Edit"
    def view(self) -> str: "View"
    def go_to(self) -> str: "Go to"
    def agreement(self) -> str: "Agreement"
    def agreement_label(self, *, label: object) -> str: "{label} agreement"
    def and_more_name(self, *, name: object, count: object) -> str: "{name} and {count} more"
    def progress(self) -> str: "Progress"
    def cancel(self) -> str: "Cancel"
    def cancel_text(self, *, text: object) -> str: "Cancel: {text}"
    def files(self, how_many: float, /, *, count: object) -> str: "{count} files"
    def colours(self, *, name: object) -> str: "Colours: {name}"
    def show_or_hide(self, *, name: object) -> str: "Show or hide: {name}"
    def unexpected_and_unchanged(self, *, error: object) -> str: "Something went wrong that we did not expect; nothing was changed. {error}"
    def unexpected(self, *, error: object) -> str: "Something went wrong that we did not expect. {error}"

class WindowGroupsWords:
    def agree(self) -> str: "Agree"
    def measure(self) -> str: "Measure"
    def review(self) -> str: "Review & sign"

class WindowImportingLeftOutBecauseWords:
    def above_header(self, how_many: float, /, *, count: object) -> str: "{count} lines above the column names"
    def repeated_header(self, how_many: float, /, *, count: object) -> str: "the column names {count} times more"
    def total(self, how_many: float, /, *, count: object) -> str: "{count} totals"
    def footer(self, how_many: float, /, *, count: object) -> str: "{count} lines of small print"

class WindowImportingWords:
    def import_(self) -> str: "Import"
    def next(self) -> str: "Next"
    def choose_a_spreadsheet(self) -> str: "Choose a spreadsheet"
    def reading(self) -> str: "Reading …"
    def delimited_text(self) -> str: "delimited text"
    def save_problem_rows(self) -> str: "Save problem rows"
    def sheet_and_header(self) -> str: "Sheet and header"
    def columns(self) -> str: "Columns"
    def preview(self) -> str: "Preview"
    def step_of_5(self, *, file: object, step: object) -> str: "{file} · step {step} of 5"
    def skip_this_file(self) -> str: "Skip this file"
    def go_on_with_it(self) -> str: "Go on with it"
    def the_import_was_stopped(self) -> str: "The import was stopped; nothing is stored."
    def was_put_aside_nothing(self, *, name: object) -> str: "{name} was put aside; nothing of it is imported."
    def rows_of_are_imported(self, how_many: float, /, *, rows: object, file: object) -> str: "{rows} rows of {file} are imported."
    def more_to_come(self, *, more: object) -> str: "{more} more to come"
    def the_problem_rows_are(self, *, name: object) -> str: "The problem rows are in {name}."
    def sheets(self, how_many: float, /, *, count: object) -> str: "{count} sheets"
    def imports(self) -> str: "Imports"
    def save_all_problems_as(self) -> str: "Save all problems as Excel"
    def counts(self) -> str: "Counts"
    def undone(self) -> str: "Undone"
    def data_as_of(self) -> str: "Data as of"
    def problems(self) -> str: "Problems"
    def no_import_is_selected(self) -> str: "No import is selected"
    def select_one_to_see(self) -> str: "Select one to see its columns and problems, or to undo it."
    def restore_this_import(self) -> str: "Restore this import"
    def undo_this_import(self) -> str: "Undo this import"
    def it_counts_nowhere_its(self) -> str: "It counts nowhere. Its rows are kept, so that old figures stay explained."
    def undoing_takes_back_all(self) -> str: "Undoing takes back all of its rows at once; it can be restored."
    def kept_under_their_own(self, *, kept: object) -> str: "{kept} kept under their own names"
    def fingerprint(self, *, sha256: object) -> str: "fingerprint {sha256}"
    def sheet_sheet(self, *, sheet: object) -> str: "Sheet “{sheet}”"
    def rows_rows(self, how_many: float, /, *, rows: object) -> str: "{rows} rows"
    def what_means(self, *, key: object) -> str: "What {key} means"
    def ignore(self) -> str: "Ignore"
    def see_on_the_right(self) -> str: "see on the right"
    def empty(self) -> str: "empty"
    def each_different(self) -> str: "each different"
    def matched(self) -> str: "matched"
    def needs_you(self) -> str: "needs you"
    def day_first(self) -> str: "day first"
    def month_first(self) -> str: "month first"
    def year_first(self) -> str: "year first"
    def decimal_comma(self) -> str: "decimal comma"
    def decimal_point(self) -> str: "decimal point"
    def values(self, how_many: float, /, *, count: object) -> str: "{count} values"
    def keep_as_it_is(self) -> str: "Keep as it is"
    def ignored(self) -> str: "ignored"
    def kept(self) -> str: "kept"
    def day_or_month_first(self) -> str: "day or month first?"
    def comma_or_point(self) -> str: "comma or point?"
    def column_in_the_file(self) -> str: "Column in the file"
    def sample(self) -> str: "Sample"
    def means(self) -> str: "Means"
    def check(self) -> str: "Check"
    def times_in(self, *, zone: object) -> str: "times in {zone}"
    def drop_a_spreadsheet_here(self) -> str: "Drop a spreadsheet here"
    def leads_from_your_crm(self) -> str: "Leads from your CRM, campaigns from your marketing platform: we read Excel and delimited text, show what we make of each column, and change nothing until you say so."
    def choose_a_spreadsheet_2(self) -> str: "Choose a spreadsheet …"
    def or_fill_in_a(self) -> str: "Or fill in a template:"
    def template_for(self, *, kind: object) -> str: "Template for {kind}"
    def excel_workbook_xlsx(self) -> str: "Excel workbook (*.xlsx)"
    def spreadsheets_and_delimited_text(self, *, patterns: object) -> str: "Spreadsheets and delimited text ({patterns});;All files (*)"
    def nothing_is_changed_until(self) -> str: "Nothing is changed until you press Import. An import can be undone whole."
    def the_moment_of_import(self) -> str: "The moment of import"
    def a_name_such_as(self) -> str: "A name, such as Salesforce lead report"
    def progress_of_the_import(self) -> str: "Progress of the import"
    def importing(self) -> str: "Importing …"
    def stop_the_import(self) -> str: "Stop the import"
    def then_go_on_with(self) -> str: "Then go on with another sheet of this file"
    def these_data_were_current(self) -> str: "These data were current on"
    def the_day_of_the(self) -> str: "The day of the export, such as 2027-01-04; figures are counted as of then."
    def remember_these_choices_as(self) -> str: "Remember these choices as"
    def optional_the_next_file(self) -> str: "Optional. The next file like this one is then read the same way, unasked."
    def rows_with_a_problem_are(self, how_many: float, /, *, left_out: object) -> str: "{left_out} rows with a problem are left out."
    def nothing_is_changed_until_you(self) -> str: "Nothing is changed until you press Import. An import can be undone whole at any time."
    def no_column_says_which(self) -> str: "No column says which lead a row is about, so every row counts as a lead of its own. Where one does, choose Lead identifier or E-mail for it."
    def see_them_in_the(self) -> str: "See them in the rows"
    def save_problem_rows_as(self) -> str: "Save problem rows as Excel"
    def rows_with_a_problem(self) -> str: "Rows with a problem"
    def after_these_choices(self) -> str: "After these choices"
    def values_of_that_we(self, *, name: object) -> str: "Values of “{name}” that we do not know"
    def choose(self) -> str: "Choose …"
    def blank(self) -> str: "Blank"
    def column_names_in_row(self, *, header_row: object) -> str: "column names in row {header_row}"
    def columns_count(self, how_many: float, /, *, count: object) -> str: "{count} columns"
    def one_of(self, *, sheets: object) -> str: "(one of {sheets})"
    def and_more_kinds(self, *, count: object) -> str: "… and {count} more kinds"
    def what_means_value(self, *, value: object) -> str: "What “{value}” means"
    def hide_them(self) -> str: "Hide them"
    def show_them(self) -> str: "Show them"
    def row_row(self, *, row: object, words: object) -> str: "Row {row}: {words}"
    def and_more(self, *, rest: object) -> str: "… and {rest} more"
    def row(self) -> str: "Row"
    def cannot_be_read(self) -> str: "cannot be read"
    def row_left_out(self) -> str: "row left out"
    def odd(self) -> str: "odd"
    def the_same_as_another(self) -> str: "the same as another"
    def row_left_out_2(self) -> str: "Row left out"
    def read_as_blank(self) -> str: "Read as blank"
    def only_a_warning(self) -> str: "Only a warning"
    def column(self) -> str: "Column"
    def what_is_wrong(self) -> str: "What is wrong"
    def what_we_do(self) -> str: "What we do"
    def rows_as_they_would(self) -> str: "Rows as they would be imported"
    def which_problems_are_shown(self) -> str: "Which problems are shown"
    def select_a_problem_to(self) -> str: "Select a problem to see its cell in the rows below."
    def red_cells_cannot_be(self) -> str: "Red cells cannot be read and count as blank."
    def grey_rows_with_a(self) -> str: "Grey rows with a red cell are left out."
    def amber_cells_look_odd(self) -> str: "Amber cells look odd, and are imported as they are."
    def all_rows_of_the(self, how_many: float, /, *, rows: object) -> str: "All {rows} rows of the sheet, as they would be imported."
    def problems_and_warnings(self, *, whole: object) -> str: "Problems and warnings: {whole}"
    def all_kinds(self) -> str: "All kinds"
    def as_found_in_the(self) -> str: "As found in the file"
    def words_that_mean_blank(self) -> str: "Words that mean blank, with commas between"
    def dates_written_in_numbers(self) -> str: "Dates written in numbers"
    def decimal_sign(self) -> str: "Decimal sign"
    def local_times_are_in(self) -> str: "Local times are in"
    def of_several_rows_about(self) -> str: "Of several rows about one thing"
    def read_like(self) -> str: "Read like"
    def day_first_31_12(self) -> str: "Day first: 31.12.2026"
    def month_first_12_31(self) -> str: "Month first: 12/31/2026"
    def year_first_2026_12(self) -> str: "Year first: 2026-12-31"
    def comma_1_234_56(self) -> str: "Comma: 1.234,56"
    def point_1_234_56(self) -> str: "Point: 1,234.56"
    def what_the_file_itself(self) -> str: "What the file itself says"
    def leave_them_all_out(self) -> str: "Leave them all out"
    def every_row_is(self, *, word: object, shown: object) -> str: "Every row: {word} is {shown}"
    def last_by(self, *, name: object) -> str: "Last by {name}"
    def first_by(self, *, name: object) -> str: "First by {name}"
    def select_the_row_that(self) -> str: "Select the row that holds the column names."
    def columns_that_stand_for(self) -> str: "Columns that stand for no field are kept under their own names. Enter opens the choice of the selected row."
    def reading_the_file(self) -> str: "Reading the file"
    def choose_another_file(self) -> str: "Choose another file …"
    def the_first_rows_of(self) -> str: "The first rows of the sheet"
    def we_do_not_know(self) -> str: "We do not know a table like this one; it may be none. Say what its rows are and where the column names stand; then say for at least one column what it means."
    def columns_of_the_file(self) -> str: "Columns of the file"
    def sheet(self) -> str: "Sheet"
    def its_rows_are(self) -> str: "Its rows are"
    def q4_or_2026_w40(self) -> str: "2026-10, 2026-Q4 or 2026-W40"
    def the_period_that_every(self) -> str: "The period that every row is about"
    def every_row_is_about(self) -> str: "Every row is about this period"
    def say_in_the_table(self) -> str: "Say in the table of columns what at least one of them means."
    def the_comma_is_the(self) -> str: "The comma is the decimal sign"
    def the_point_is_the(self) -> str: "The point is the decimal sign"
    def import_once_more(self) -> str: "Import once more"
    def leave_such_rows_out(self) -> str: "Leave such rows out"
    def day_first_day(self, *, day: object) -> str: "Day first: {day}"
    def month_first_month(self, *, month: object) -> str: "Month first: {month}"
    def unchanged(self) -> str: "Unchanged"
    def new(self) -> str: "New"
    def changed(self) -> str: "Changed"
    def entered(self, *, stage: object) -> str: "Entered {stage}"
    def templates(self) -> str: "Templates"
    def import_a_file(self) -> str: "Import a file …"
    def save_problems(self) -> str: "Save problems"
    def save_the_template(self) -> str: "Save the template"
    def restore(self) -> str: "Restore"
    def imports_rows(self, how_many: float, /, *, count: object, rows: object) -> str: "{count} imports · {rows}"
    def template(self, *, kind: object) -> str: "Template: {kind}"
    def the_import_of_is(self, *, file: object) -> str: "The import of {file} is undone."
    def the_import_of_counts(self, *, file: object) -> str: "The import of {file} counts again."
    def the_problems_are_in(self, *, name: object) -> str: "The problems are in {name}."
    def the_template_is_in(self, *, name: object) -> str: "The template is in {name}. Fill it in, then drop it here."
    def values_unknown(self, *, count: object, all: object) -> str: "{count} of {all} values unknown"
    def cells_unreadable(self, how_many: float, /, *, count: object) -> str: "{count} cannot be read"
    def rows_left_out_of_it(self, how_many: float, /, *, count: object) -> str: "{count} rows left out"
    def left_out_as_no_data(self, how_many: float, /, *, count: object, reasons: object) -> str: "{count} rows are left out as no data: {reasons}."
    left_out_because: WindowImportingLeftOutBecauseWords
    def sheet_named(self, *, name: object) -> str: "Sheet “{name}”"
    def whole_file(self, how_many: float, /, *, rows: object) -> str: "The whole file, {rows} rows"
    def sheet_and_rows(self, how_many: float, /, *, name: object, rows: object) -> str: "{name} – {rows} rows"
    def sheet_imported_already(self, how_many: float, /, *, name: object, rows: object) -> str: "{name} – {rows} rows, imported already"
    def current_step(self, *, step: object) -> str: "{step}, current step"
    def row_says(self, *, row: object, sentence: object) -> str: "Row {row}: {sentence}"
    def cell_says(self, *, row: object, column: object, sentence: object) -> str: "Row {row}, {column}: {sentence}"

class WindowInspectorWords:
    def somebody(self) -> str: "Somebody"
    def nothing(self) -> str: "nothing"
    def nothing_was_changed(self) -> str: "Nothing was changed."
    def copy(self, *, name: object) -> str: "{name} (copy)"
    def is_removed(self, *, name: object) -> str: "“{name}” is removed."
    def clauses_are_removed(self, *, count: object) -> str: "{count} clauses are removed."
    def removals_are_proposed(self, how_many: float, /, *, count: object) -> str: "{count} removals are proposed; the clauses stay until the other party accepts."
    def add_it_again(self) -> str: "Add it again"
    def times(self, *, words: object, times: object) -> str: "{words}, {times} times"
    def created(self) -> str: "created"
    def edited(self) -> str: "edited"
    def removed(self) -> str: "removed"
    def not_saved_yet_see(self) -> str: "Not saved yet: see what is marked below."
    def select_a_clause_to(self) -> str: "Select a clause to see and change it here."
    def history(self) -> str: "History"
    def duplicate_ctrl_d_in(self) -> str: "Duplicate (Ctrl+D in the table)"
    def remove_delete_in_the(self) -> str: "Remove (Delete in the table)"
    def decide_first_on_what(self) -> str: "Decide first on what is marked in the fields."
    def field_2(self) -> str: "Field …"
    def field(self) -> str: "Field"
    def comparison(self) -> str: "Comparison"
    def value_2(self) -> str: "Value …"
    def value(self) -> str: "Value"
    def remove_this_condition(self) -> str: "Remove this condition"
    def values_divided_by_commas(self) -> str: "Values, divided by commas …"
    def condition(self) -> str: "+ Condition"
    def group_of_conditions(self) -> str: "+ Group of conditions"
    def either(self) -> str: "Either"
    def or_(self) -> str: "or"
    def facilitator_agrees_for_nobody(self) -> str: "The facilitator agrees for nobody. A leader who sits here may say so."
    def agree_as_leader(self) -> str: "Agree …"
    def agree_as_leader_hint(self) -> str: "Let a leader say yes (Ctrl+Enter in the table)"
    def who_says_yes(self) -> str: "Who says yes?"
    def leader_agrees(self, *, name: object) -> str: "{name} agrees"
    def leader_agrees_to(self, how_many: float, /, *, name: object, count: object) -> str: "{name} agrees to {count} clauses"
    def nobody_can_say_yes(self, *, parties: object) -> str: "The agreement names nobody of {parties}. Add them at the lower left."
    def agreed_by(self, *, who: object, at: object) -> str: "Agreed by {who}, {at}"
    def agreed_for(self, *, party: object, who: object, at: object) -> str: "Agreed for {party} by {who}, {at}"
    def entered_by_the_facilitator(self, *, words: object) -> str: "{words}, entered by the facilitator"
    def agree_ctrl_enter_in(self) -> str: "Agree (Ctrl+Enter in the table)"
    def take_the_yes_back(self) -> str: "Take the yes back (Ctrl+Shift+Enter in the table)"
    def choose_a_day_alt(self) -> str: "Choose a day (Alt+Down)"
    def one_a_line(self) -> str: "One a line"
    def name(self, *, name: object, currency: object) -> str: "{name}, {currency}"
    def taken_at_least(self, *, target: object) -> str: "Taken as {target}: at least."
    def taken_at_most(self, *, target: object) -> str: "Taken as {target}: at most."
    def alone_at_least(self) -> str: "A number alone means “at least”."
    def alone_at_most(self) -> str: "A number alone means “at most”."
    def remove_this_entry(self) -> str: "Remove this entry"
    def remove_text(self, *, text: object) -> str: "Remove {text}"
    def measured(self) -> str: "Measured"
    def measured_values(self) -> str: "Measured values"
    def target(self, *, target: object) -> str: "target {target}"
    def in_(self, *, figure: object, period: object, verdict: object) -> str: "{figure} in {period} · {verdict}"
    def period(self) -> str: "Period"
    def add(self) -> str: "Add …"
    def add_kind(self, *, kind: object) -> str: "Add {kind} …"
    def created_by(self, *, who: object) -> str: "created by {who}"
    def edited_by(self, *, who: object) -> str: "{who} edited"
    def removed_by(self, *, who: object) -> str: "{who} removed it"
    def agreed(self, *, who: object) -> str: "{who} agreed"
    def proposed_by(self, *, who: object) -> str: "{who} proposed"
    def proposed_removal_by(self, *, who: object) -> str: "{who} proposed to remove it"
    def countered_by(self, *, who: object) -> str: "{who} countered"
    def accepted_by(self, *, who: object) -> str: "{who} accepted the proposal"
    def declined_by(self, *, who: object) -> str: "{who} declined the proposal"
    def withdrawn_by(self, *, who: object) -> str: "{who} withdrew the proposal"
    def parked_by(self, *, who: object) -> str: "{who} parked the proposal"
    def more_fields(self, how_many: float, /, *, count: object) -> str: "and {count} more fields"
    def took_back(self, *, who: object) -> str: "{who} took back its yes"
    def written_meanwhile(self, *, who: object, value: object) -> str: "{who} wrote {value} here meanwhile. Confirm yours once more to put it in its place."
    def emptied_meanwhile(self, *, who: object) -> str: "{who} emptied this meanwhile. Confirm yours once more to put it in its place."
    def merged(self, *, who: object, fields: object, clause: object) -> str: "{who} changed {fields} of {clause} meanwhile; both changes stand. Read them before you agree to them."
    def several_changed_meanwhile(self, *, count: object, clauses: object) -> str: "{count} clauses changed meanwhile, so nothing was done: {clauses}. Read them as they stand now."
    def added_meanwhile(self, *, who: object, clause: object) -> str: "{who} added {clause} meanwhile, so nothing was done. Read it first."
    def changed_meanwhile(self, *, who: object, clause: object, fields: object) -> str: "{who} changed {clause} meanwhile, so nothing was done. Read it as it stands now: {fields}."
    def both_wrote(self, *, who: object, standing: object, field: object, clause: object, mine: object) -> str: "{who} wrote {standing} under {field} of {clause}; yours is {mine}."
    def removed_under_change(self, *, who: object, clause: object, field: object, mine: object) -> str: "{who} removed {clause}; under {field} you wrote {mine}."
    def changed_under_removal(self, *, who: object, field: object, clause: object, standing: object) -> str: "{who} changed {field} of {clause} to {standing}, so it stays."
    def field_from_to(self, *, field: object, old: object, new: object) -> str: "{field} from {old} to {new}"
    def new_clause(self, *, kind: object) -> str: "New {kind}"

class WindowMeaningsWords:
    def won(self) -> str: "Won"
    def lost(self) -> str: "Lost"
    def accepted(self) -> str: "Accepted"
    def returned(self) -> str: "Returned"

class WindowNewWorkspaceWords:
    def window_title(self) -> str: "New workspace"
    def title(self) -> str: "Begin a new workspace"
    def organisation(self) -> str: "&Organisation"
    def whose(self) -> str: "Whose agreement it is"
    def period(self) -> str: "&Period"
    def zone(self) -> str: "Time &zone of the office hours"
    def currency(self) -> str: "&Currency"
    def hint(self) -> str: "All of it can be changed later. The numbers of a template are there to be replaced by yours; nobody has agreed to anything yet."
    def cancel(self) -> str: "Cancel"
    def create(self) -> str: "Choose where to keep it …"

class WindowOtherWordsWords:
    def undo(self) -> str: "undo back revert take back"
    def redo(self) -> str: "redo again repeat"
    def theme(self) -> str: "theme colors appearance mode"
    def seat(self) -> str: "seat switch user person login who"
    def sidebar(self) -> str: "sidebar pane panel"
    def new(self) -> str: "new create begin agreement plan file"
    def open(self) -> str: "open load file switch"
    def sample(self) -> str: "sample example demo try"
    def close(self) -> str: "close quit exit"
    def import_(self) -> str: "import load upload read file spreadsheet Excel CSV results leads"
    def template(self) -> str: "template empty workbook Excel to fill in"
    def export(self) -> str: "export save download print"
    def review(self) -> str: "review quarterly export save download print PDF"
    def freeze(self) -> str: "freeze version lock finish sign"
    def check(self) -> str: "check consistency errors findings problems"
    def add(self) -> str: "add new create write"
    def filter(self) -> str: "filter search find"

class WindowOverviewWords:
    def what_is_agreed(self) -> str: "What is agreed"
    def what_waits(self) -> str: "What waits"
    def latest_figures(self) -> str: "Latest figures"
    def what_does_not_fit(self) -> str: "What does not fit yet"
    def last_imports(self) -> str: "Last imports"
    def nothing_waits_both_agree(self) -> str: "Nothing waits. Both agree to it all."
    def everything_fits_together(self) -> str: "Everything fits together."
    def agrees_to_everything(self) -> str: "Agrees to everything"
    def drop_a_spreadsheet_on(self) -> str: "Drop a spreadsheet on this window to see what was kept."
    def nothing_has_been_imported(self) -> str: "Nothing has been imported yet."
    def nothing_is_promised_yet(self) -> str: "Nothing is promised yet"
    def here_we_will_see(self) -> str: "Here we will see what both sides agree on, what still waits for whom, and what was kept. It begins with one commitment."
    def version_is_frozen(self, *, versions: object) -> str: "Version {versions} is frozen"
    def no_version_is_frozen(self) -> str: "No version is frozen yet"
    def of_them_commitments(self, *, commitments: object) -> str: "{commitments} of them commitments"
    def and_more(self, *, more: object) -> str: "and {more} more"
    def of(self, *, agreed: object, count: object) -> str: "{agreed} of {count}"
    def promised(self, *, target: object) -> str: "promised {target}"
    def error(self) -> str: "Error"
    def warning(self) -> str: "Warning"
    def hint(self) -> str: "Hint"
    def both(self) -> str: "Both"
    def rows(self, how_many: float, /, *, rows: object) -> str: "{rows} rows"
    def of_count(self, *, count: object, count2: object) -> str: "{count} of {count2}"
    def agrees_to_clauses(self, how_many: float, /, *, party: object, count: object) -> str: "{party} agrees to all {count} clauses."
    def agree_to_all_as(self, *, count: object, party: object) -> str: "Agree to all {count} as {party}"
    def proposed_by(self, *, kind: object, party: object) -> str: "{kind}, {party} proposes a change"
    def gave_and_took(self, *, proposed: object, conceded: object, waived: object) -> str: "{proposed} proposed, {conceded} conceded, {waived} waived"
    def give_and_take(self) -> str: "Give and take"

class WindowPagesWords:
    def overview(self) -> str: "Overview"
    def plan(self) -> str: "Plan"
    def glossary(self) -> str: "Glossary"
    def funnel(self) -> str: "Funnel"
    def scoring(self) -> str: "Scoring"
    def commitments(self) -> str: "Commitments"
    def cadence(self) -> str: "Cadence"
    def results(self) -> str: "Results"
    def scoreboard(self) -> str: "Scoreboard"
    def agreement(self) -> str: "Agreement"

class WindowPairsTargetsWords:
    def name(self) -> str: "When"
    def given(self) -> str: "Target"
    def add(self) -> str: "+ Target of a period"

class WindowPairsDatedShiftsWords:
    def name(self) -> str: "When"
    def given(self) -> str: "Hours"
    def add(self) -> str: "+ Day"

class WindowPairsLeadValuesWords:
    def name(self) -> str: "Field"
    def given(self) -> str: "Value"
    def add(self) -> str: "+ Field"

class WindowPairsCalendarsWords:
    def name(self) -> str: "Value"
    def given(self) -> str: "Calendar"
    def add(self) -> str: "+ Value"

class WindowPairsPausesWords:
    def name(self) -> str: "Begins with"
    def given(self) -> str: "Ends with"
    def add(self) -> str: "+ Pause"

class WindowPairsWords:
    targets: WindowPairsTargetsWords
    dated_shifts: WindowPairsDatedShiftsWords
    lead_values: WindowPairsLeadValuesWords
    calendars: WindowPairsCalendarsWords
    pauses: WindowPairsPausesWords

class WindowProposalsWords:
    def proposes(self, *, who: object) -> str: "{who} proposes"
    def would_add(self) -> str: "To add this clause."
    def would_remove(self) -> str: "To remove this clause."
    def why(self) -> str: "Why (optional)"
    def add_why(self) -> str: "Why (Enter adds it)"
    def agree(self) -> str: "Agree"
    def agree_as(self) -> str: "Agree …"
    def agree_hint(self) -> str: "Accept the proposal (Ctrl+Enter in the table)"
    def counter(self) -> str: "Counter"
    def counter_hint(self) -> str: "Write what you would rather have; that becomes your proposal"
    def decline(self) -> str: "Decline"
    def withdraw(self) -> str: "Withdraw"
    def park(self) -> str: "Park …"
    def owner(self) -> str: "Who looks after it"
    def until(self) -> str: "Until"
    def park_it(self) -> str: "Park it"
    def park_needs_both(self) -> str: "Choose somebody who looks after it, and a day such as 24 Dec 2026."
    def leader_agrees(self, *, name: object) -> str: "{name} agrees"
    def leader_declines(self, *, name: object) -> str: "{name} declines"
    def is_parked(self, *, owner: object, day: object) -> str: "Parked with {owner} until {day}."
    def with_reason(self, *, text: object, why: object) -> str: "{text} “{why}”"
    def accepted_now(self) -> str: "The proposal is accepted."
    def declined_now(self) -> str: "The proposal is declined; what stood stays."
    def withdrawn_now(self) -> str: "The proposal is withdrawn."
    def parked_now(self) -> str: "The proposal is parked."
    def decide_each(self) -> str: "Several changes are proposed for this clause; decide each on its card."
    def edits_propose(self, *, party: object) -> str: "{party} has agreed to this: what you change here is proposed, and stands once they accept."
    def edits_take_consents(self, *, parties: object) -> str: "What the facilitator changes here takes effect at once, and takes back the consent of {parties}."
    def proposed_now(self, *, party: object) -> str: "Proposed to {party}. What they agreed to stands until they accept."
    def counter_here(self) -> str: "Write here what you would rather have; it becomes your counter-proposal."
    def several_skipped(self, *, count: object) -> str: "Changes are proposed for {count} of them; decide those one by one."
    def changed_since(self, *, party: object, who: object, at: object) -> str: "Changed since {party} last agreed, by {who}, {at}"
    def changed_since_by_nobody(self, *, party: object, at: object) -> str: "Changed since {party} last agreed, {at}"
    def added_since_by_nobody(self, *, party: object, at: object) -> str: "Added since {party} last agreed, {at}"
    def added_since(self, *, party: object, who: object, at: object) -> str: "Added since {party} last agreed, by {who}, {at}"
    def changed_since_you_agreed(self, *, party: object) -> str: "What changed since {party} last agreed"
    def others_are_new(self, how_many: float, /, *, count: object) -> str: "{count} more are as before, or have never been agreed to."
    def not_now(self) -> str: "Not now"
    def discussion(self) -> str: "Discussion"
    def reply(self) -> str: "Reply (Ctrl+R)"
    def reply_name(self) -> str: "Reply in the discussion"
    def said_by(self, *, who: object, at: object) -> str: "{who} · {at}"

class WindowScoreboardGapWords:
    def kept(self, *, gap: object) -> str: "Kept, with {gap} to spare"
    def kept_so_far(self, *, gap: object) -> str: "Kept so far, with {gap} to spare"
    def just_short(self, *, gap: object) -> str: "Just short by {gap}"
    def at_risk(self, *, gap: object) -> str: "At risk, {gap} short"
    def missed(self, *, gap: object) -> str: "Missed by {gap}"
    def missed_so_far(self, *, gap: object) -> str: "Missed so far by {gap}"

class WindowScoreboardWords:
    def missed(self) -> str: "Missed"
    def six_months(self) -> str: "Six months"
    def leads(self) -> str: "Leads"
    def the_first(self, *, shown: object) -> str: ", the first {shown}"
    def came_here(self) -> str: "Came here"
    def region(self) -> str: "Region"
    def business_time(self) -> str: "Business time"
    def took(self) -> str: "Took"
    def six_periods(self) -> str: "Six periods"
    def scoreboard(self) -> str: "Scoreboard"
    def one_funnel(self) -> str: "One funnel"
    def funnel(self) -> str: "Funnel"
    def here_each_promise_stands(self) -> str: "Here each promise stands beside what came of it, with the very leads that were missed."
    def no_commitments_yet(self) -> str: "No commitments yet"
    def what_we_promise_each(self) -> str: "What we promise each other is measured here."
    def write_commitments(self) -> str: "Write commitments"
    def review_as_pdf(self) -> str: "Review as PDF"
    def export_the_figures_to(self) -> str: "Export the figures to Excel (Ctrl+E)"
    def save_the_review_as(self) -> str: "Save the review as PDF (Ctrl+Shift+E)"
    def look_at_the_days(self) -> str: "Look at the days of the agreement"
    def all_leads(self) -> str: "all leads"
    def export_the_listed_leads(self) -> str: "Export the listed leads to Excel"
    def show_the_whole_agreement(self) -> str: "Show the whole agreement"
    def not_measured_by_this(self, *, names: object) -> str: "Not measured by this period: {names}."
    def speed_to_lead(self) -> str: "Speed to lead"
    def leads_returned(self) -> str: "Leads returned"
    def won_revenue(self) -> str: "Won revenue"
    def of_plan(self, *, share: object) -> str: "{share} of plan"
    def of(self, *, part: object, whole: object) -> str: "{part} of {whole}"
    def no_earlier_period(self) -> str: "no earlier period"
    def points(self, *, amount: object) -> str: "{amount} points"
    def deals(self, how_many: float, /, *, whole: object) -> str: "{whole} deals"
    def of_deals_have_an(self, *, part: object, whole: object) -> str: "{part} of {whole} deals have an amount"
    def of_deals(self, *, part: object, whole: object) -> str: "{part} of {whole} deals"
    def since(self, *, since: object) -> str: "since {since}"
    def of_them_without_a(self, *, blank: object) -> str: "{blank} of them without a reason"
    def no_figure_of(self, *, since: object) -> str: "no figure of {since}"
    def in_(self, *, figure: object, since: object) -> str: "{figure} in {since}"
    def as_in(self, *, since: object) -> str: "as in {since}"
    def planned_are(self, *, planned: object) -> str: "planned are {planned}"
    def median_of_leads(self, how_many: float, /, *, whole: object) -> str: "median of {whole} leads"
    def of_decided_leads(self, *, part: object, whole: object) -> str: "{part} of {whole} decided leads"
    def everything_else(self) -> str: "Everything else"
    def owner_2(self) -> str: "owner"
    def region_2(self) -> str: "region"
    def source(self) -> str: "source"
    def campaign(self) -> str: "campaign"
    def segment(self) -> str: "segment"
    def industry(self) -> str: "industry"
    def grade(self) -> str: "grade"
    def promised(self, *, target: object) -> str: "{target} promised"
    def started_on_a(self, *, day: object) -> str: "Started on a {day}"
    def no(self, *, field: object) -> str: "No {field}"
    def promised_allowed(self, *, allowed: object) -> str: "{allowed} promised"
    def how_long_it_took_business(self) -> str: "How long it took (business time)"
    def where_it_slips(self) -> str: "Where it slips"
    def how_long_it_took(self) -> str: "How long it took"
    def nothing_selected(self) -> str: "Nothing selected"
    def a_promise_where_it(self) -> str: "A promise, where it slips and its leads are shown here."
    def all_missed(self, *, count: object) -> str: "All {count} missed"
    def promised_pooled(self, *, pooled: object, target: object) -> str: "{pooled}, promised {target}"
    def interval(self, *, counted: object, low: object, high: object) -> str: "{counted} · 95% interval: {low} to {high}"
    def if_missed(self, *, if_missed: object) -> str: "If missed: {if_missed}"
    def leads_count(self, how_many: float, /, *, count: object, name: object) -> str: "{count} leads · {name}"
    def still_open(self, *, open: object) -> str: "· {open} still open"
    def left_out(self, *, excluded: object) -> str: "· {excluded} left out"
    def against(self, *, actual: object, target: object, judged: object) -> str: "{actual} against {target}: {judged}"
    def points_gap(self, *, gap: object) -> str: "{gap} points"
    def period_period(self, *, period: object, figure: object, verdict: object) -> str: "{period}: {figure}, {verdict}"
    def export_the_leads(self) -> str: "Export the leads"
    def export_the_scoreboard(self) -> str: "Export the scoreboard"
    def export_the_review(self) -> str: "Export the review"
    def scoreboard_saved_to(self, *, name: object) -> str: "Scoreboard saved to {name}."
    def review_saved_to(self, *, name: object) -> str: "Review saved to {name}."
    def whole_agreement(self) -> str: "Whole agreement"
    def all_leads_2(self) -> str: "All leads"
    def bin_over(self, *, start: object, unit: object) -> str: "over {start} {unit}"
    def bin_from_to(self, *, start: object, end: object, unit: object) -> str: "{start} to {end} {unit}"
    def export_leads(self, how_many: float, /, *, count: object) -> str: "Export all {count} to Excel"
    def missed_leads_of(self, how_many: float, /, *, count: object, what: object) -> str: "{count} missed leads · {what}"
    def leads_of(self, how_many: float, /, *, count: object, what: object) -> str: "{count} leads · {what}"
    def came_to_stage(self, *, reached: object, whole: object, period: object) -> str: "{reached} of {whole} leads that entered in {period} came here or further."
    def leads_missed(self, how_many: float, /, *, count: object) -> str: "{count} leads missed"
    def not_drawn(self, *, count: object) -> str: "Not drawn: {count} of the missed leads, which are not done yet."
    def leads_saved(self, how_many: float, /, *, count: object, file: object) -> str: "{count} leads saved to {file}."
    gap: WindowScoreboardGapWords
    def measured_from(self, how_many: float, /, *, count: object) -> str: "measured from {count} files"
    def created_on_other_days(self, *, days: object) -> str: "All leads that were imported were created on other days: {days}."
    def how_far_they_came(self, *, period: object, segment: object) -> str: "leads that entered in {period} and how far they came, {segment}"
    def export_board(self) -> str: "Export to Excel"

class WindowSeatsWords:
    def who_are_you(self) -> str: "Who are you?"
    def choose_your_name(self) -> str: "Choose your name"
    def nobody_named(self) -> str: "nobody named"
    def who_is_at_the(self) -> str: "Who is at the keyboard"
    def at_the_keyboard(self, *, who: object) -> str: "At the keyboard: {who}"
    def sponsors(self) -> str: "Sponsors"
    def add_a_colleague(self) -> str: "Add a colleague …"
    def first_and_last_name(self) -> str: "First and last name"
    def neither(self) -> str: "Neither"
    def speaks_for(self, *, party: object) -> str: "Speaks for {party}"
    def speaks_for_neither(self) -> str: "Speaks for neither party"
    def add(self) -> str: "Add"
    def write_the_name_first(self) -> str: "Write the name first."
    def choose_the_party_first(self) -> str: "Choose for whom they speak."
    def no_longer_named(self, *, name: object, party: object) -> str: "{name} is no longer in the agreement; {party} is at the keyboard, nobody named."
    def sit_down_as(self, *, name: object) -> str: "Sit down as {name}"
    def is_at_the_keyboard(self, *, name: object) -> str: "{name} is at the keyboard."

class WindowSheetsLeadsWords:
    def one(self) -> str: "Leads – one row is one lead or opportunity"
    def new(self) -> str: "New leads"
    def changed(self) -> str: "Changed leads"

class WindowSheetsActivitiesWords:
    def one(self) -> str: "Activities – one row is a call, message or meeting"
    def new(self) -> str: "New activities"
    def changed(self) -> str: "Changed activities"

class WindowSheetsCampaignsWords:
    def one(self) -> str: "Campaigns – one row is a campaign in a period"
    def new(self) -> str: "New campaign rows"
    def changed(self) -> str: "Changed campaign rows"

class WindowSheetsFiguresWords:
    def one(self) -> str: "Figures – one row is a figure that somebody states"
    def new(self) -> str: "New figures"
    def changed(self) -> str: "Changed figures"

class WindowSheetsCustomersWords:
    def one(self) -> str: "Customers – one row is an account"
    def new(self) -> str: "New customers"
    def changed(self) -> str: "Changed customers"

class WindowSheetsWords:
    leads: WindowSheetsLeadsWords
    activities: WindowSheetsActivitiesWords
    campaigns: WindowSheetsCampaignsWords
    figures: WindowSheetsFiguresWords
    customers: WindowSheetsCustomersWords

class WindowStepsWords:
    def edit(self, *, what: object) -> str: "edit {what}"
    def add(self, *, what: object) -> str: "add {what}"
    def remove(self, *, what: object) -> str: "remove {what}"
    def agree(self, *, what: object) -> str: "agree to {what}"
    def take_back(self, *, what: object) -> str: "take back the yes to {what}"
    def apply(self, *, what: object) -> str: "apply a text to {what}"
    def import_(self, *, what: object) -> str: "{what}"
    def undo_import(self, *, what: object) -> str: "withdraw {what}"
    def restore_import(self, *, what: object) -> str: "restore {what}"

class WindowWelcomeWords:
    def sales_and_marketing_write(self) -> str: "Sales and marketing write one plan, agree to it, and see from their own spreadsheets whether each kept its word."
    def or_drop_a_workspace(self) -> str: "Or drop a workspace file here."
    def opening(self) -> str: "Opening …"
    def from_a_template_or(self) -> str: "From a template, or blank, for a quarter or a year."
    def a_full_agreement_with(self) -> str: "A full agreement with two quarters of results."
    def go_on_with_one(self) -> str: "Go on with one that is on this computer or a share."
    def recent_workspaces(self) -> str: "Recent workspaces"
    def alignment_desktop(self) -> str: "Alignment Desktop"

class WindowWords:
    agreement: WindowAgreementWords
    changes: WindowChangesWords
    checks: WindowChecksWords
    clauses: WindowClausesWords
    columns: WindowColumnsWords
    common: WindowCommonWords
    examples: WindowExamplesWords
    frame: WindowFrameWords
    groups: WindowGroupsWords
    importing: WindowImportingWords
    inspector: WindowInspectorWords
    meanings: WindowMeaningsWords
    new_workspace: WindowNewWorkspaceWords
    other_words: WindowOtherWordsWords
    overview: WindowOverviewWords
    pages: WindowPagesWords
    pairs: WindowPairsWords
    proposals: WindowProposalsWords
    scoreboard: WindowScoreboardWords
    seats: WindowSeatsWords
    sheets: WindowSheetsWords
    steps: WindowStepsWords
    welcome: WindowWelcomeWords

class Accessors(ABC):
    catalogue: Catalogue
    def __init__(self, catalogue: Catalogue) -> None: ...
    @abstractmethod
    def plural(self, forms: Mapping[str, str], number: float) -> str: ...
    about: AboutWords
    agreement: AgreementWords
    changes: ChangesWords
    clauses: ClausesWords
    commands: CommandsWords
    commitments: CommitmentsWords
    conditions: ConditionsWords
    days: DaysWords
    durations: DurationsWords
    facts: FactsWords
    fields: FieldsWords
    headings: HeadingsWords
    kinds: KindsWords
    labels: LabelsWords
    numbers: NumbersWords
    paper: PaperWords
    review: ReviewWords
    scoreboard: ScoreboardWords
    stages: StagesWords
    templates: TemplatesWords
    verdicts: VerdictsWords
    window: WindowWords
