"""A small universe that the tests of pages share, built through the ORM. Every name and sentence in it is invented.

    Aster Bio (NASDAQ: ASTR, formerly Aster Cells)
      AST-1 ("Kneera", cell therapy)  knee osteoarthritis (KOA)
        phase 2 trial started, China       expected H1 2023, then H2 2023, occurred Oct 2023     2 slips in words, 3 claims
        IND accepted, phase 2, NMPA/CFDA   reported by 20 Mar 2017, ambiguous verb, unconfirmed  CFDA (now NMPA)
        data readout, phase 2              expected Q1 2024: overdue on TODAY
        BLA submitted, FDA                 expected by 31 Dec 2025; a staff claim made it 2026; an older staff claim is retracted
        decision due, FDA                  expected 1 Mar 2024, answered by an approval
        approved, FDA                      1 Feb 2024
        presentation with congress         expected 8 Nov 2024, P12, 07:00 to 08:00 ET: date passed
        presentation without congress      expected 7 Dec 2026
      AST-2  no phase told, unconfirmed; one program of the two in the combination readout
    Birch Therapeutics
      BIR-9 (small molecule)  on clinical hold in the US; IND accepted in China only; guidance dropped
      trial NCT01234567, phase 1
    Cedar 细胞生物 (no program, one document, no claim)

``register()`` adds what registries and tables tell:

    NCT07654321 KNEES, phase 3, of Aster Bio with Dover University (two versions of its record, 2025-02-03 and 2025-06-02)
        AST-1 depot  named by the registry, in doubt: it may be AST-1
        trial started: a release of 10 Jan 2025 says so, the record says 11 Mar 2025 (actual); sources disagree
        completion: estimated Dec 2027
    NCT07654322 of Dover University, no industry, no program
    NCT07654323 named by two companies: its sponsor is not known
    a table row: AST-1 depot launches in 2028

``grow(n)`` adds n programs, milestones, trials, documents, runs and companies that look like these.
"""

import datetime as dt
import hashlib
import itertools
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model

from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    Document,
    Evidence,
    FinancialResult,
    Indication,
    Milestone,
    Presentation,
    Program,
    ProgramAlias,
    ProgramMention,
    Regulator,
    Run,
    RunNote,
    Standing,
    Trial,
    TrialIdentifier,
    TrialMention,
)
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.names import company_key, company_words, name_key, slug, words_of
from pipeline_tracker.vocabulary.windows import Window, by, day, months, parse_label, reported

TODAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
_numbers = itertools.count(1)


@dataclass
class World:
    run: Run
    aster: Company
    birch: Company
    cedar: Company
    ast1: Program
    ast2: Program
    bir9: Program
    koa: Indication
    trial: Trial
    curator: Any
    depot: Any = None  # from register() on, as is the trial in the registry
    registered: Any = None
    documents: dict[str, Document] = field(default_factory=dict)
    milestones: dict[str, Milestone] = field(default_factory=dict)

    def register(self) -> None:
        _register(self)

    def grow(self, count: int) -> None:
        """``count`` more of everything that pages list, all around AST-1, its company, trial, run and regulator."""
        for _ in range(count):
            number = next(_numbers)
            company = make_company(f"Grown {number} Bio")
            program = make_program(self.aster, f"GRO-{number}", modality="antibody")
            own = make_program(company, f"OWN-{number}")
            document = make_document(
                self.run, self.aster, f"Growth report {number}", dt.date(2024, 5, 1), f"Growth {number} goes on as planned."
            )
            indication = Indication.objects.create(name=f"disease {number}", key=f"disease{number}", slug=f"disease-{number}")
            program.indications.add(indication)
            self.ast1.indications.add(indication)
            trial = Trial.objects.create(
                company=self.aster, registry="ctgov", identifier=f"NCT{number:08}", slug=f"nct{number:08}", phase="phase_1"
            )
            trial.programs.add(program, self.ast1)
            TrialIdentifier.objects.create(trial=self.trial, scheme="protocol", value=f"P-{number}")
            trial.indications.add(indication)
            self.trial.indications.add(indication)
            make_trial_mention(self.documents["start"], self.aster, trial.identifier, self.documents["start"].text[:5])
            version = make_document(
                self.run,
                self.birch,
                "Record",
                dt.date(2024, 1, 1),
                f"{self.trial.identifier} Growth {number}",
                kind="registry_record",
                version_of=self.documents["start"],
            )
            make_trial_mention(version, self.birch, self.trial.identifier, "Growth")
            first = claim(
                document,
                "Growth",
                kind="data_readout",
                status="expected",
                window=parse_label("2026-Q1"),
                programs=["AST-1"],
                regulator="FDA",
            )
            second = claim(document, "goes on", kind="data_readout", status="expected", window=parse_label("2027"), programs=["AST-1"])
            Evidence.objects.create(claim=second, start=0, end=6, quote="Growth")
            Presentation.objects.create(claim=second, congress=f"Congress {number}", day=dt.date(2027, 1, 1))
            milestone = make_milestone(
                self.aster,
                [first, second],
                kind="data_readout",
                programs=[self.ast1, program],
                indication=self.koa,
                regulator=Regulator.objects.get(code="FDA"),
                trial=self.trial,
                phase="phase_2",
                detail=f"cohort {number}",
            )
            make_milestone(
                company,
                [claim(document, "planned", kind="approved", status="expected", window=parse_label("2020"))],
                kind="approved",
                programs=[own],
            )
            for subject in (program, self.ast1):
                Standing.objects.create(
                    program=subject, indication=indication, territory="US", phase="phase_2", basis="started", milestone=milestone
                )
            ProgramAlias.objects.create(program=self.ast1, name=f"Alias {number}", key=f"alias{number}")
            CompanyAlias.objects.create(company=self.aster, name=f"Aster {number}", key=f"aster{number}")
            FinancialResult.objects.create(
                company=self.aster,
                document=document,
                metric="cash",
                period=f"{2000 + number}-Q1",
                amount=number,
                currency="USD",
                start=0,
                end=6,
                quote="Growth",
            )
            RunNote.objects.create(run=self.run, level="warning", code="doubt", message=f"Doubt {number}")
            make_run()
            reference = self.documents["start"]
            ProgramMention.objects.create(
                document=reference, company=self.aster, name=program.name, key=program.key, start=0, end=5, quote=reference.text[:5]
            )
            FinancialResult.objects.create(
                company=self.aster,
                document=reference,
                metric="cash",
                period=f"{2000 + number}-Q2",
                amount=number,
                currency="USD",
                start=0,
                end=5,
                quote=reference.text[:5],
            )
            again = claim(
                reference, "AST-1", kind="data_readout", status="expected", window=parse_label("2028"), programs=["AST-1"], regulator="FDA"
            )
            Evidence.objects.create(claim=again, start=0, end=3, quote=reference.text[:3])
            again.milestone = milestone
            again.save()
            more = claim(
                document,
                "planned",
                kind="trial_initiated",
                status="expected",
                window=parse_label("2025"),
                programs=["AST-1"],
                regulator="NMPA",
            )
            more.milestone = self.milestones["started"]
            more.save()
            AttributeClaim.objects.create(
                uid=f"attribute-{number}",
                company=self.aster,
                document=document,
                field="program.modality",
                subject="AST-1",
                value="cell_therapy",
                program=self.ast1,
                trial=self.trial,
                asserted_on=document.published,
                start=0,
                end=6,
                quote="Growth",
                created_at=NOON,
            )


def make_company(name: str, **fields: Any) -> Company:
    return Company.objects.create(name=name, key=company_key(name), slug=slug(company_words(name)), **fields)


def make_program(company: Company, name: str, **fields: Any) -> Program:
    return Program.objects.create(company=company, name=name, key=name_key(name), slug=slug(words_of(name)), **fields)


def make_document(run: Run, company: Company | None, title: str, published: dt.date, text: str, **fields: Any) -> Document:
    sha = hashlib.sha256(f"{title} {next(_numbers)}".encode()).hexdigest()
    if company:
        company.known_from = min(published, company.known_from or published)
        company.last_source = max(published, company.last_source or published)
        company.save_without_historical_record(update_fields=["known_from", "last_source"])
    return Document.objects.create(
        public_id=f"{published}-{sha[:10]}",
        sha256=sha,
        company=company,
        title=title,
        text=text,
        published=published,
        retrieved_at=NOON,
        run=run,
        **{
            "kind": "press_release",
            "published_from": "dateline",
            "address": f"releases/{slug(words_of(title))}.txt",
            # Signed: whose an unsigned one is, loading finds out anew.
            "issuer_name": company.name if company and fields.get("kind", "press_release") == "press_release" else "",
            "extractor": "rules 1",
            "ledger": [[0, min(8, len(text)), "claim", ""], [min(8, len(text)), len(text), "not taken", "no milestone words"]],
            **fields,
        },
    )


def make_trial_mention(document: Document, company: Company, identifier: str, quote: str, **fields: Any) -> TrialMention:
    start = document.text.index(quote)
    return TrialMention.objects.create(
        document=document,
        company=company,
        registry="ctgov",
        identifier=identifier,
        start=start,
        end=start + len(quote),
        quote=quote,
        **fields,
    )


def claim(document: Document, quote: str, *, window: Window | None = None, regulator: str = "", **fields: Any) -> Claim:
    """What a document says in a passage of its text."""
    start = document.text.index(quote)
    return Claim.objects.create(
        uid=f"claim-{next(_numbers)}",
        company=document.company,
        document=document,
        asserted_on=document.published,
        start=start,
        end=start + len(quote),
        quote=quote,
        created_at=NOON,
        extractor="rules 1",
        regulator=Regulator.objects.get(code=regulator) if regulator else None,
        **window_fields(window),
        **fields,
    )


def staff_claim(about: Claim, author: Any, reason: str, *, asserted_on: dt.date, window: Window, **fields: Any) -> Claim:
    """A correction by staff of the milestone that a document claim speaks of."""
    return Claim.objects.create(
        uid=f"claim-{next(_numbers)}",
        company=about.company,
        author=author,
        reason=reason,
        asserted_on=asserted_on,
        created_at=NOON + dt.timedelta(minutes=next(_numbers)),
        kind=about.kind,
        programs=about.programs,
        about=about,
        **{"status": "expected", **window_fields(window), **fields},
    )


def make_milestone(
    company: Company, claims: list[Claim], *, kind: str, programs: list[Program], name: str = "", **fields: Any
) -> Milestone:
    """The milestone of these claims; present values are those of the last claim that was not retracted."""
    standing = [c for c in claims if not c.retracted_at]
    decides = standing[-1]
    milestone = Milestone.objects.create(
        company=company,
        slug=name or f"{kind.replace('_', '-')}-{next(_numbers)}",
        kind=kind,
        **{
            "status": decides.status,
            "first_asserted_on": min(c.asserted_on for c in standing),
            "asserted_on": max(c.asserted_on for c in standing),
            "decided_by": decides,
            **window_fields(decides.window),
            **fields,
        },
    )
    milestone.programs.set(programs)
    for said in claims:
        said.milestone = milestone
        said.save()
    return milestone


def make_run(**fields: Any) -> Run:
    return Run.objects.create(
        **{
            "command": "ingest",
            "version": "0.1 rules 1",
            "started_at": NOON,
            "finished_at": NOON,
            "state": "done",
            "read": 2,
            "created": 1,
            "unchanged": 1,
        }
        | fields
    )


def build() -> World:
    run = make_run(state="refusals", read=3, refused=1)
    RunNote.objects.create(
        run=run, level="error", code="no-date", source="releases/undated.txt", message="No publication date. Give --published."
    )
    curator = get_user_model().objects.create_user("curator")
    aster = make_company("Aster Bio, Inc.", ticker="ASTR", exchange="NASDAQ", country="US")
    CompanyAlias.objects.create(company=aster, name="Aster Cells", key="astercells", former=True)
    birch = make_company("Birch Therapeutics plc")
    cedar = make_company("Cedar 细胞生物")
    koa = Indication.objects.create(name="knee osteoarthritis", key="kneeosteoarthritis", slug="knee-osteoarthritis", abbreviation="KOA")
    melanoma = Indication.objects.create(name="melanoma", key="melanoma", slug="melanoma")
    ast1 = make_program(aster, "AST-1", modality="cell_therapy", origin="allogeneic", confirmed=True)
    ProgramAlias.objects.create(program=ast1, name="Kneera", key="kneera", source="document")
    ProgramAlias.objects.create(program=ast1, name="Wrongmab", key="wrongmab", refused=True)
    ast1.indications.add(koa)
    ast2 = make_program(aster, "AST-2")
    bir9 = make_program(birch, "BIR-9", modality="small_molecule")
    bir9.indications.add(melanoma)
    trial = Trial.objects.create(
        company=birch,
        registry="ctgov",
        identifier="NCT01234567",
        slug="nct01234567",
        title="BIR-9 in melanoma",
        phase="phase_1",
        status="RECRUITING",
        sponsor="Birch Therapeutics",
        enrollment=24,
    )
    trial.programs.add(bir9)
    TrialIdentifier.objects.create(trial=trial, scheme="eudract", value="2024-000001-11")
    world = World(run, aster, birch, cedar, ast1, ast2, bir9, koa, trial, curator)
    _aster(world)
    _birch(world, melanoma)
    world.documents["cedar"] = make_document(
        run, cedar, "Cedar 细胞生物 opens <b>its</b> office", dt.date(2025, 6, 1), "上海办公室开业。 Tea is served."
    )
    return world


def _aster(world: World) -> None:
    run, aster, ast1, koa = world.run, world.aster, world.ast1, world.koa
    nmpa, fda = Regulator.objects.get(code="NMPA"), Regulator.objects.get(code="FDA")
    accepted = make_document(
        run,
        aster,
        "Aster's application accepted",
        dt.date(2017, 3, 20),
        "CFDA accepted AST-1 to begin a Phase II trial in knee osteoarthritis.",
    )
    plan = make_document(
        run,
        aster,
        "Aster plans a trial",
        dt.date(2022, 8, 9),
        "AST-1 enters Phase II in the first half of 2023.\nData are due in the first quarter of 2024.",
    )
    slip = make_document(
        run,
        aster,
        "Aster reports its quarter",
        dt.date(2023, 5, 9),
        "AST-1 now enters Phase II in the second half of 2023. A BLA goes in by the end of 2025.\nNet loss was $12.5 million.",
    )
    start = make_document(
        run,
        aster,
        "Aster starts Phase II & more",
        dt.date(2023, 11, 6),
        'AST-1 ("Kneera") entered Phase II in October 2023.\n\n<script>alert("x")</script> & other marks stay text.\n'
        "A decision is due on 1 March 2024.\nPoster P12 on 8 November 2024; a talk on 7 December 2026.",
        issuer_name="Aster Bio, Inc.",
        issuer_exchange="NASDAQ",
        issuer_ticker="ASTR",
    )
    approval = make_document(
        run, aster, "AST-1 approved", dt.date(2024, 2, 1), "FDA approved AST-1 today. Net loss was $12.5 million; cash was $90 million."
    )
    world.documents |= {"accepted": accepted, "plan": plan, "slip": slip, "start": start, "approval": approval}

    said = world.milestones
    said["accepted"] = make_milestone(
        aster,
        [
            claim(
                accepted,
                "CFDA accepted AST-1 to begin a Phase II trial",
                kind="ind_accepted",
                status="occurred",
                window=reported(accepted.published),
                programs=["AST-1"],
                regulator="NMPA",
                phase="phase_2",
                phase_words="Phase II",
                verb="accepted",
                flags=["ambiguous_verb"],
                review="queued",
            )
        ],
        kind="ind_accepted",
        name="ast-1-ind-accepted",
        programs=[ast1],
        phase="phase_2",
        indication=koa,
        regulator=nmpa,
        territory="CN",
        unconfirmed=True,
    )
    started = claim(
        start,
        'AST-1 ("Kneera") entered Phase II in October 2023.',
        kind="trial_initiated",
        status="occurred",
        window=months(2023, 10, 1, "month", "in October 2023"),
        programs=["AST-1"],
        phase="phase_2",
        phase_words="Phase II",
        verb="entered",
    )
    Evidence.objects.create(claim=started, start=8, end=14, quote="Kneera")
    said["started"] = make_milestone(
        aster,
        [
            claim(
                plan,
                "AST-1 enters Phase II in the first half of 2023.",
                kind="trial_initiated",
                status="expected",
                window=parse_label("2023-H1"),
                programs=["AST-1"],
                phase="phase_2",
            ),
            claim(
                slip,
                "AST-1 now enters Phase II in the second half of 2023.",
                kind="trial_initiated",
                status="expected",
                window=parse_label("2023-H2"),
                programs=["AST-1"],
                phase="phase_2",
            ),
            started,
        ],
        kind="trial_initiated",
        name="ast-1-trial-initiated",
        programs=[ast1],
        phase="phase_2",
        indication=koa,
        territory="CN",
    )
    said["readout"] = make_milestone(
        aster,
        [
            claim(
                plan,
                "Data are due in the first quarter of 2024.",
                kind="data_readout",
                status="expected",
                window=parse_label("2024-Q1"),
                programs=["AST-1", "AST-2"],
                phase="phase_2",
            )
        ],
        kind="data_readout",
        name="ast-1-data-readout",
        programs=[ast1, world.ast2],
        phase="phase_2",
        indication=koa,
    )
    filing = claim(
        slip,
        "A BLA goes in by the end of 2025.",
        kind="marketing_submitted",
        status="expected",
        window=by(dt.date(2025, 12, 31)),
        programs=["AST-1"],
        regulator="FDA",
    )
    withdrawn = staff_claim(
        filing,
        world.curator,
        "Misheard on the call.",
        asserted_on=dt.date(2024, 1, 5),
        window=parse_label("2024"),
        retracted_at=NOON,
        retracted_by=world.curator,
    )
    said["filing"] = make_milestone(
        aster,
        [
            filing,
            withdrawn,
            staff_claim(filing, world.curator, "Said at the annual meeting.", asserted_on=dt.date(2025, 6, 2), window=parse_label("2026")),
        ],
        kind="marketing_submitted",
        name="ast-1-marketing-submitted",
        programs=[ast1],
        indication=koa,
        regulator=fda,
        territory="US",
        conflict="A source of 2023-05-09 disagrees with staff.",
    )
    said["approved"] = make_milestone(
        aster,
        [
            claim(
                approval,
                "FDA approved AST-1 today.",
                kind="approved",
                status="occurred",
                window=day(dt.date(2024, 2, 1)),
                programs=["AST-1"],
                regulator="FDA",
            )
        ],
        kind="approved",
        name="ast-1-approved",
        programs=[ast1],
        indication=koa,
        regulator=fda,
        territory="US",
    )
    said["decision"] = make_milestone(
        aster,
        [
            claim(
                start,
                "A decision is due on 1 March 2024.",
                kind="decision_due",
                status="expected",
                window=day(dt.date(2024, 3, 1)),
                programs=["AST-1"],
                regulator="FDA",
            )
        ],
        kind="decision_due",
        name="ast-1-decision-due",
        programs=[ast1],
        indication=koa,
        regulator=fda,
        territory="US",
        answered_by=said["approved"],
    )
    poster = claim(
        start,
        "Poster P12 on 8 November 2024",
        kind="presentation",
        status="expected",
        window=day(dt.date(2024, 11, 8)),
        programs=["AST-1"],
        detail="Joint Congress; P12",
    )
    Presentation.objects.create(
        claim=poster,
        congress="Joint Congress",
        abstract_id="P12",
        place="Bergen",
        day=dt.date(2024, 11, 8),
        starts=dt.time(7),
        ends=dt.time(8),
        zone="America/New_York",
        zone_words="ET",
    )
    talk = claim(
        start,
        "a talk on 7 December 2026",
        kind="presentation",
        status="expected",
        window=day(dt.date(2026, 12, 7)),
        programs=["AST-1"],
        detail="125",
        flags=["unnamed_congress"],
        review="queued",
    )
    Presentation.objects.create(claim=talk, abstract_id="125", place="Orlando", day=dt.date(2026, 12, 7))
    said["poster"] = make_milestone(
        aster, [poster], kind="presentation", name="ast-1-poster", programs=[ast1], detail="Joint Congress; P12"
    )
    said["talk"] = make_milestone(aster, [talk], kind="presentation", name="ast-1-talk", programs=[ast1], detail="125", unconfirmed=True)

    Standing.objects.create(
        program=ast1,
        indication=koa,
        territory="CN",
        phase="phase_2",
        phase_words="Phase II",
        basis="started",
        milestone=said["started"],
        **window_fields(said["started"].window),
    )
    Standing.objects.create(
        program=ast1,
        indication=koa,
        territory="US",
        phase="approved",
        basis="cleared",
        milestone=said["approved"],
        **window_fields(said["approved"].window),
    )
    _passage(
        ProgramMention, start, "AST-1", company=aster, name="AST-1", key="ast1", aliases=["Kneera"], indications=["knee osteoarthritis"]
    )
    _passage(
        FinancialResult,
        slip,
        "Net loss was $12.5 million",
        company=aster,
        metric="net_loss",
        period="2023-Q1",
        amount=12_500_000,
        currency="USD",
    )
    _passage(
        FinancialResult,
        approval,
        "Net loss was $12.5 million",
        company=aster,
        metric="net_loss",
        period="2023-Q1",
        amount=12_500_000,
        currency="USD",
    )
    _passage(
        FinancialResult,
        approval,
        "cash was $90 million",
        company=aster,
        metric="cash",
        period="2023-12-31",
        amount=90_000_000,
        currency="USD",
    )
    quote = "CFDA accepted AST-1"
    AttributeClaim.objects.create(
        uid="attribute-1",
        company=aster,
        document=accepted,
        asserted_on=accepted.published,
        created_at=NOON,
        field="program.modality",
        subject="AST-1",
        value="cell_therapy",
        program=ast1,
        start=0,
        end=len(quote),
        quote=quote,
    )
    AttributeClaim.objects.create(
        uid="attribute-2",
        company=aster,
        author=world.curator,
        reason="Annual report.",
        asserted_on=dt.date(2025, 1, 1),
        created_at=NOON,
        field="program.origin",
        subject="AST-1",
        value="allogeneic",
        program=ast1,
    )


def _birch(world: World, melanoma: Indication) -> None:
    run, birch, bir9 = world.run, world.birch, world.bir9
    nmpa, fda = Regulator.objects.get(code="NMPA"), Regulator.objects.get(code="FDA")
    held = make_document(
        run,
        birch,
        "Birch put on hold",
        dt.date(2024, 9, 3),
        "FDA placed a hold on BIR-9. NMPA accepted its application for Phase I. "
        "A Phase III trial is no longer planned. NCT01234567 had dosed its first patient in May 2024.",
    )
    world.documents["held"] = held
    said = world.milestones
    said["hold"] = make_milestone(
        birch,
        [
            claim(
                held,
                "FDA placed a hold on BIR-9.",
                kind="clinical_hold",
                status="occurred",
                window=reported(held.published),
                programs=["BIR-9"],
                regulator="FDA",
                review="queued",
            )
        ],
        kind="clinical_hold",
        name="bir-9-clinical-hold",
        programs=[bir9],
        indication=melanoma,
        regulator=fda,
        territory="US",
        unconfirmed=True,
    )
    said["dosed"] = make_milestone(
        birch,
        [
            claim(
                held,
                "NCT01234567 had dosed its first patient in May 2024.",
                kind="first_patient_dosed",
                status="occurred",
                window=parse_label("2024-05"),
                programs=["BIR-9"],
                phase="phase_1",
            )
        ],
        kind="first_patient_dosed",
        name="bir-9-first-patient-dosed",
        programs=[bir9],
        phase="phase_1",
        indication=melanoma,
        trial=world.trial,
        territory="US",
    )
    said["china"] = make_milestone(
        birch,
        [
            claim(
                held,
                "NMPA accepted its application for Phase I.",
                kind="ind_accepted",
                status="occurred",
                window=reported(held.published),
                programs=["BIR-9"],
                regulator="NMPA",
                phase="phase_1",
            )
        ],
        kind="ind_accepted",
        name="bir-9-ind-accepted",
        programs=[bir9],
        phase="phase_1",
        indication=melanoma,
        regulator=nmpa,
        territory="CN",
    )
    said["dropped"] = make_milestone(
        birch,
        [
            claim(
                held,
                "A Phase III trial is no longer planned.",
                kind="trial_initiated",
                status="dropped",
                programs=["BIR-9"],
                phase="phase_3",
            )
        ],
        kind="trial_initiated",
        name="bir-9-phase-3",
        programs=[bir9],
        phase="phase_3",
        indication=melanoma,
    )
    Standing.objects.create(
        program=bir9,
        indication=melanoma,
        territory="US",
        phase="phase_1",
        basis="started",
        activity="on_hold",
        milestone=said["dosed"],
        **window_fields(said["dosed"].window),
    )
    Standing.objects.create(
        program=bir9,
        indication=melanoma,
        territory="CN",
        phase="phase_1",
        basis="accepted",
        milestone=said["china"],
        **window_fields(said["china"].window),
    )


def _passage(model: Any, document: Document, quote: str, **fields: Any) -> Any:
    start = document.text.index(quote)
    return model.objects.create(document=document, start=start, end=start + len(quote), quote=quote, **fields)


_KNEES = """NCT07654321 AST-1 Depot in Knee Osteoarthritis
/protocolSection/identificationModule/orgStudyIdInfo/id "AST1-301"
/protocolSection/identificationModule/acronym "KNEES"
/protocolSection/statusModule {"overallStatus":"%(status)s"}
/protocolSection/statusModule/startDateStruct %(start)s
/protocolSection/statusModule/completionDateStruct {"date":"2027-12","type":"ESTIMATED"}
/protocolSection/sponsorCollaboratorsModule/leadSponsor {"name":"Aster Bio","class":"INDUSTRY"}
/protocolSection/sponsorCollaboratorsModule/collaborators/0 {"name":"Dover University","class":"OTHER"}
/protocolSection/conditionsModule/conditions/0 "Knee Osteoarthritis"
/derivedSection/conditionBrowseModule/meshes/0 {"id":"D020370","term":"Osteoarthritis, Knee"}
/protocolSection/designModule/phases ["PHASE3"]
/protocolSection/designModule/enrollmentInfo {"count":120,"type":"ESTIMATED"}
/protocolSection/armsInterventionsModule/armGroups/0 {"label":"Depot","type":"EXPERIMENTAL"}
/protocolSection/armsInterventionsModule/interventions/0 {"type":"BIOLOGICAL","name":"AST-1 depot","otherNames":["AD1"]}
/protocolSection/contactsLocationsModule/locations/4/country "Norway"
"""


def _register(world: World) -> None:
    run, aster = world.run, world.aster
    aster.sponsor_class = "INDUSTRY"
    aster.save()
    dover = make_company("Dover University", sponsor_class="OTHER")
    depot = make_program(aster, "AST-1 depot", source="registry", doubt="Its name adds words to that of AST-1: it may be the same product.")
    trial = Trial.objects.create(
        company=aster,
        registry="ctgov",
        identifier="NCT07654321",
        slug="nct07654321",
        title="AST-1 Depot in Knee Osteoarthritis",
        acronym="KNEES",
        phase="phase_3",
        status="RECRUITING",
        sponsor="Aster Bio",
        enrollment=120,
        collaborators=[["Dover University", "OTHER"]],
        interventions=[["DRUG", "Placebo", "comparator"], ["BIOLOGICAL", "AST-1 depot", "experimental"]],
        countries=["Norway"],
    )
    trial.programs.add(depot)
    trial.indications.add(world.koa)
    world.koa.normal = "Osteoarthritis, Knee"
    world.koa.save()
    TrialIdentifier.objects.create(trial=trial, scheme="protocol", value="AST1-301")
    TrialIdentifier.objects.create(trial=trial, scheme="nct_alias", value="NCT07000001")
    Trial.objects.create(
        company=dover, registry="ctgov", identifier="NCT07654322", slug="nct07654322", status="COMPLETED", sponsor="Dover University"
    )
    Trial.objects.create(registry="ctgov", identifier="NCT07654323", slug="nct07654323")
    as_record = {
        "kind": "registry_record",
        "address": "https://clinicaltrials.gov/study/NCT07654321",
        "published_from": "record",
        "issuer_name": "Aster Bio",
        "issuer_class": "INDUSTRY",
        "extractor": "mapping 1",
        "ledger": [],
    }
    texts = (
        _KNEES.strip() % {"status": "NOT_YET_RECRUITING", "start": '{"date":"2025-03","type":"ESTIMATED"}'},
        _KNEES.strip() % {"status": "RECRUITING", "start": '{"date":"2025-03-11","type":"ACTUAL"}'},
    )
    old = make_document(run, aster, trial.title, dt.date(2025, 2, 3), texts[0], **as_record)
    new = make_document(run, aster, trial.title, dt.date(2025, 6, 2), texts[1], seen=dt.date(2025, 6, 9), version_of=old, **as_record)
    release = make_document(run, aster, "Aster starts Phase III", dt.date(2025, 1, 10), "Aster has started KNEES, its Phase III trial.")
    row = make_document(
        run,
        aster,
        "milestones.csv row 2",
        dt.date(2025, 7, 1),
        "milestones.csv row 2\ntable: milestones\ncompany: Aster Bio\nprograms: AST-1 depot\nkind: launched\nstatus: expected\nwhen: 2028\n"
        "source_quote: We plan to launch\n  in 2028.\nas_of: 2025-07-01",
        kind="table",
        address="milestones.csv row 2",
    )
    world.documents |= {"record": old, "newer record": new, "started": release, "row": row}
    for document in (old, new):
        make_trial_mention(document, aster, trial.identifier, document.text.split("\n")[0], acronym="KNEES")
        for attribute, value, name in (
            ("status", "RECRUITING" if document is new else "NOT_YET_RECRUITING", "statusModule {"),
            ("enrollment", "120 estimated", "enrollmentInfo"),
            ("phase", "PHASE3", "phases"),
        ):
            quote = next(line for line in document.text.split("\n") if name in line)
            start = document.text.index(quote)
            AttributeClaim.objects.create(
                uid=f"attribute-{next(_numbers)}",
                company=aster,
                document=document,
                field=f"trial.{attribute}",
                subject=trial.identifier,
                value=value,
                trial=trial,
                asserted_on=document.published,
                created_at=NOON,
                start=start,
                end=start + len(quote),
                quote=quote,
            )
    told = {"programs": ["AST-1 depot"], "phase": "phase_3", "trial": trial.identifier}
    start = "/protocolSection/statusModule/startDateStruct "
    world.milestones["registered start"] = make_milestone(
        aster,
        [
            claim(
                release,
                "Aster has started KNEES, its Phase III trial.",
                kind="trial_initiated",
                status="occurred",
                window=reported(release.published),
                phase="phase_3",
                trial="KNEES",
            ),
            claim(
                old,
                start + '{"date":"2025-03","type":"ESTIMATED"}',
                kind="trial_initiated",
                status="expected",
                window=parse_label("2025-03"),
                **told,
            ),
            claim(
                new,
                start + '{"date":"2025-03-11","type":"ACTUAL"}',
                kind="trial_initiated",
                status="occurred",
                window=day(dt.date(2025, 3, 11)),
                **told,
            ),
        ],
        kind="trial_initiated",
        name="ast-1-depot-trial-initiated",
        programs=[depot],
        phase="phase_3",
        indication=world.koa,
        trial=trial,
        conflict="A press release of 2025-01-10 says: reported by 10 Jan 2025.",
    )
    world.milestones["registered end"] = make_milestone(
        aster,
        [
            claim(
                old,
                '/protocolSection/statusModule/completionDateStruct {"date":"2027-12","type":"ESTIMATED"}',
                kind="trial_completed",
                status="expected",
                window=parse_label("2027-12"),
                **told,
            )
        ],
        kind="trial_completed",
        name="ast-1-depot-trial-completed",
        programs=[depot],
        phase="phase_3",
        indication=world.koa,
        trial=trial,
    )
    world.milestones["tabled"] = make_milestone(
        aster,
        [
            claim(
                row,
                row.text.split("\n", 2)[2],
                kind="launched",
                status="expected",
                window=parse_label("2028"),
                programs=["AST-1 depot"],
            )
        ],
        kind="launched",
        name="ast-1-depot-launched",
        programs=[depot],
    )
    world.depot, world.registered = depot, trial
