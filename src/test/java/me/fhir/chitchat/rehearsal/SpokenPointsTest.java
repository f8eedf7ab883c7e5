package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.PointQuestion;
import me.fhir.chitchat.rehearsal.criteria.PointText;
import me.fhir.chitchat.rehearsal.criteria.PointTitle;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points are asked about as a person asks, and what was told about them is quoted without the words around it. */
class SpokenPointsTest {
    private static Phrases phrases(String language) {
        return new Phrases(language, List.of());
    }

    private static Criterion point(String title, Criterion.Constraint... constraints) {
        return new Criterion(
                title, "", List.of(Terms.of(title)), List.of(constraints), Criterion.From.ANY, Source.own("/rules/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Proof of income | Proof of income: please send this, or tell us that you do not have it.",
                "de | Mietnachweis | Mietnachweis: Bitte senden Sie uns das oder teilen Sie mit, dass es fehlt.",
                "es | Certificado de ingresos | Certificado de ingresos: envíenoslo, por favor, o díganos que no lo tiene.",
                "fr | Attestation d'assurance | Attestation d'assurance\u00a0: veuillez nous l'envoyer ou nous dire que vous ne l'avez pas.",
                "ja | 所得証明 | 所得証明：お送りいただけない場合は、その旨をお知らせください。",
                "en | Muzzle available | Muzzle available: can you confirm this?",
                "en | No income | No income: can you confirm this?",
                "de | Fahrrad abgeschlossen | Fahrrad abgeschlossen: Können Sie das bestätigen?",
                "es | Bozal disponible | Bozal disponible: ¿puede confirmarlo?",
                "fr | Vaccins à jour | Vaccins à jour\u00a0: pouvez-vous le confirmer\u00a0?",
                "ja | 農薬の使用なし | 農薬の使用なし：間違いないでしょうか。",
                "ja | 書類の不備なし | 書類の不備なし：間違いないでしょうか。"
            })
    void aPointIsAskedForInItsAuthorsWordsAndAgainWithAQuestion(String language, String title, String again) {
        PointQuestion question = new PointQuestion(phrases(language));
        assertThat(question.of(point(title))).isEqualTo(title);
        assertThat(question.again(point(title))).isEqualTo(again);
    }

    @Test
    void aChoiceIsAskedForAgainByItsValues() {
        Criterion boat = point("Bootsklasse: B, C oder D", new Criterion.OneOf(List.of("B", "C", "D")));
        PointQuestion question = new PointQuestion(phrases("de"));
        assertThat(question.of(boat)).isEqualTo("Bootsklasse: B, C oder D");
        assertThat(question.again(boat)).isEqualTo("Bootsklasse: Was davon trifft zu – B, C oder D?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Notice within 14 days | Notice: 2 November 2026, 18 days ago (limit: 14 days).",
                "de | Meldung innerhalb von 14 Tagen | Meldung: 2. November 2026, das ist 18 Tage her (zulässig: höchstens 14 Tage).",
                "fr | Avis dans un délai de 14 jours | Avis\u00a0: 2 novembre 2026, il y a 18 jours (maximum\u00a0: 14 jours)."
            })
    void theComparisonIsSaid(String language, String title, String said) {
        Criterion notice = point(title, new Criterion.Recent(BigDecimal.valueOf(14)));
        AssessedCriterion late = AssessedCriterion.notMet(notice, sentence("no later"))
                .measured(new AssessedCriterion.TimeSpan(LocalDate.of(2026, 11, 2), LocalDate.of(2026, 11, 20)));
        assertThat(new PointText(phrases(language)).sentence(late, Optional.empty()))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The hall seats at least 80 people | It seats 120 people | The hall seats 120 people (minimum: 80).",
                "en | The trainer has worked for at least 3 years here | She has worked for 5 years | The trainer has worked for 5 years here (minimum: 3 years).",
                "de | Der Saal fasst mindestens 80 Personen | Er fasst 120 Personen | Der Saal fasst 120 Personen (nötig: mindestens 80).",
                "es | El perro pesa como máximo 25 kg | Pesa 18 kg | El perro pesa 18 kg (máximo: 25 kg).",
                "fr | Le colis pèse au plus 25 kg | Il pèse 18 kg | Le colis pèse 18 kg (maximum\u00a0: 25 kg).",
                "en | Width of the boat of at most 3 metres | It is 2 metres wide | Width of the boat: 2 metres (limit: 3 metres)."
            })
    void aLimitThatIsASentenceIsToldAsOne(String language, String title, String told, String said) {
        Quantity figure = QuantityParser.in(Lexicon.normal(title)).get(0);
        boolean least = said.matches(".*\\((?:minimum:|nötig).*");
        Criterion limit = point(title, new Criterion.Bound(least ? figure : null, least ? null : figure));
        assertThat(new PointText(phrases(language))
                        .sentence(AssessedCriterion.met(limit, sentence(told)), Optional.empty()))
                .isEqualTo(said);
    }

    @Test
    void aTimeBelowTwoYearsIsToldInMonths() {
        Criterion notice =
                point("Exemption notice not older than 1 year", new Criterion.Recent(new BigDecimal("365.25")));
        AssessedCriterion old = AssessedCriterion.notMet(notice, sentence("The exemption notice is there"))
                .measured(new AssessedCriterion.TimeSpan(LocalDate.of(2025, 2, 4), LocalDate.of(2026, 11, 28)));
        assertThat(new PointText(phrases("en")).sentence(old, Optional.empty()))
                .isEqualTo("Exemption notice: 4 February 2025, about 22 months ago (limit: 1 year).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Kein Verbrennungsmotor | Die Länge ist 8,4 Meter, Klasse C, kein Verbrennungsmotor | Kein Verbrennungsmotor.",
                "Prüfbericht | Die Länge ist 8,4 Meter, der Prüfbericht liegt bei | Prüfbericht: Sie schreiben „der Prüfbericht liegt bei“.",
                "Prüfbericht | Es fehlt weder die Rechnung, der Prüfbericht noch das Foto | Prüfbericht: Sie schreiben „Es fehlt weder die Rechnung, der Prüfbericht noch das Foto“."
            })
    void onlyTheClauseOfAPointIsQuoted(String title, String told, String said) {
        AssessedCriterion met = AssessedCriterion.met(point(title), sentence(told));
        assertThat(new PointText(phrases("de")).sentence(met, Optional.empty())).isEqualTo(said);
    }

    @Test
    void whatSpeaksAgainstAPointStandsBelowItsName() {
        PointText text = new PointText(phrases("en"));
        Criterion purpose =
                point("Purpose: research or journalism", new Criterion.OneOf(List.of("research", "journalism")));
        assertThat(text.sentence(
                        AssessedCriterion.notMet(purpose, labelled("Purpose", "souvenir hunting")), Optional.empty()))
                .isEqualTo("Purpose: souvenir hunting (accepted: research or journalism).");
        assertThat(text.sentence(AssessedCriterion.notMet(purpose, sentence("We hunt souvenirs")), Optional.empty()))
                .isEqualTo(
                        "Purpose: only research or journalism would do, but we find “We hunt souvenirs” in your message.");
        assertThat(text.sentence(
                        AssessedCriterion.notMet(point("No fines"), labelled("No fines", "a fine for noise")),
                        Optional.empty()))
                .isEqualTo("Fines: a fine for noise.");
    }

    private static Statement labelled(String label, String value) {
        return Statement.labelled(
                label, value, new Statement.Provenance(new Source(3, ""), 1, Terms.NONE, LocalDate.EPOCH));
    }

    @Test
    void aValueOfOneLetterIsNamed() {
        Criterion boat = point("Bootsklasse: B, C oder D", new Criterion.OneOf(List.of("B", "C", "D")));
        AssessedCriterion met = AssessedCriterion.met(boat, sentence("Das Boot hat die Bootsklasse C und Bremsen"));
        assertThat(new PointText(phrases("de")).sentence(met, Optional.empty())).isEqualTo("Bootsklasse: C.");
    }

    private static Statement sentence(String text) {
        return Statement.sentence(
                text,
                Statement.Mood.ASSERTION,
                new Statement.Provenance(new Source(3, ""), 1, Terms.NONE, LocalDate.EPOCH));
    }

    @Test
    void aQuotationEndsWithAClause() {
        assertThat(TextFormat.clause("We had the heating serviced in May, the receipt is with the landlord", 50))
                .isEqualTo("We had the heating serviced in May …");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "ja", "ar"})
    void matchesAQuestionWithItsPoint(String language) {
        PointQuestion asked = new PointQuestion(phrases(language));
        List<Criterion> points = List.of(
                point("Proof of income"),
                point("Proof of income", new Criterion.YesOrNo(true)),
                point("Proof of income", new Criterion.Recent(BigDecimal.TEN)));
        assertThat(points.stream().map(asked::again)).doesNotHaveDuplicates();
        assertThat(Stream.of(
                                points.stream().map(asked::of),
                                points.stream().map(asked::again),
                                Stream.of("ask.given", "ask.givenAgain")
                                        .map(name -> phrases(language).always(name, "Proof of income")))
                        .flatMap(one -> one))
                .allSatisfy(question ->
                        assertThat(Sentences.numbered("1. " + question)).containsExactly("Proof of income"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No generator | Generator | yes | Generator: yes.",
                "No generator | Generator | no | No generator.",
                "No overdue items | Overdue items | 0 | No overdue items.",
                "No complaints | No complaints | a complaint of May | Complaints: a complaint of May.",
                "Lighting at night | Lighting at night | yes | Lighting at night."
            })
    void whatMustNotBeThereIsNamedAsItIs(String title, String label, String value, String said) {
        boolean met = !value.startsWith("a ") && (value.equals("yes") != title.startsWith("No "));
        AssessedCriterion state = met
                ? AssessedCriterion.met(point(title), labelled(label, value))
                : AssessedCriterion.notMet(point(title), labelled(label, value));
        assertThat(new PointText(phrases("en")).sentence(state, Optional.empty()))
                .isEqualTo(said);
    }

    @Test
    void thereAreThingsInsteadOfFieldsThatSaySo() {
        assertThat(phrases("ja").existence("改造", "なし")).isEqualTo("改造はありません");
        assertThat(phrases("ja").existence("点検記録", "2026年8月の点検記録あり")).isEqualTo("2026年8月の点検記録があります");
        assertThat(phrases("ja").existence("納税", "納税済み")).isEmpty();
        assertThat(phrases("en").existence("record", "present")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "es | numero expediente | número de expediente",
                "fr | Numero envoi | numéro d'envoi",
                "fr | numero dossier | numéro de dossier",
                "fr | age | âge",
                "fr | date naissance | date de naissance",
                "fr | date arrivee | date d'arrivée",
                "fr | date de naissance | date de naissance",
                "es | fecha nacimiento | fecha de nacimiento",
                "de | Nettoeinkommen | Nettoeinkommen",
                "de | Gebaeude | Gebäude",
                "en | numero | numero"
            })
    void namesOfFieldsAreSpelledAsPeopleDo(String language, String label, String said) {
        Phrases phrases = phrases(language);
        assertThat(phrases.spoken().polished(phrases.inSentence(label))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rent-dispute | - Defect reported: | November 2026 (within the last 60 days).",
                "hazmat | Drums: 4. | Drums: 4 (limit: 10).",
                "school-trip | - Birth date: 20 January 2010. | Age: 16 years (minimum: 15 years).",
                "hoken-shuri | - 改造：なし。 | - 改造なし（お申し出のとおり）。",
                "violoncelle | - Date de naissance\u00a0: 11 février 2015. | - Âge\u00a0: 11 ans (admis\u00a0: de 8 à 14 ans).",
                "violoncelle | - Impayés\u00a0: aucun. | - Aucun impayé, selon vos indications.",
                "drone-survey | - Weight of the drone: 6.8 kg. | Weight of the drone up to 10 kg",
                "terraza | - Paso libre: 2,1 metros. | Paso libre de al menos 1,8 metros",
                "shimin-noen | - 年齢：58歳。 | 年齢：58歳（条件：20歳から70歳まで）。",
                "creche | - Vaccins à jour. | - Vaccins à jour, selon vos indications.",
                "vpn | - Contractors need a sponsor: contractor, sponsor J. Brandt. | We enable the access",
                "liegeplatz | - Gekauft am 20. Oktober 2026, gemeldet am 3. November 2026. | - Kauf gemeldet: 3. November 2026",
                "wohnung | Haustiere | Wir geben Ihrem Antrag statt"
            })
    void aWholeConversationIsSaidSo(String id, String answer, String decision) throws Exception {
        String scenario = UnseenScenarios.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .scenario();
        Play.Result result = new Play(scenario).together("asker");
        assertThat(result.messagesOf("asker")).as(result.transcript()).anyMatch(said -> said.contains(answer));
        assertThat(result.messagesOf("decider")).as(result.transcript()).anyMatch(said -> said.contains(decision));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Nächtliche Beleuchtung vorhanden | nächtliche Beleuchtung vorhanden",
                "de | Kein Verbrennungsmotor | kein Verbrennungsmotor",
                "de | Standzeit von höchstens 8 Wochen | Standzeit von höchstens 8 Wochen",
                "de | Prüfprotokoll nicht älter als 6 Monate | Prüfprotokoll nicht älter als 6 Monate",
                "fr | Aucun impayé | aucun impayé"
            })
    void onlyNounsKeepTheirCapitalWithinASentence(String language, String title, String said) {
        assertThat(phrases(language).withoutCapital(title)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The lease may run for no longer than 28 days | The lease may run for no longer than 28 days",
                "en | Covered for at least 900 EUR | Covered for at least 900 EUR",
                "en | Weight of the parcel of at most 9 kg | Weight of the parcel",
                "de | Der Aufenthalt darf höchstens 9 Tage dauern | Aufenthalt",
                "de | Das jährliche Einkommen beträgt mindestens 9.000 Euro | Jährliches Einkommen",
                "es | El alquiler no puede superar los 900 euros | Alquiler"
            })
    void aNameDoesNotBreakOff(String language, String title, String brief) {
        assertThat(new PointTitle(phrases(language)).brief(point(title))).isEqualTo(brief);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Report not older than 6 months | Report: of which date is it?",
                "de | Prüfprotokoll nicht älter als 6 Monate | Prüfprotokoll: Bitte nennen Sie das Datum.",
                "fr | Contrôle du gaz de moins de 12 mois | Contrôle du gaz\u00a0: pouvez-vous indiquer la date\u00a0?"
            })
    void aDateIsAskedOfTheThingAlone(String language, String title, String said) {
        Criterion report = point(title, new Criterion.Recent(BigDecimal.valueOf(180)));
        assertThat(new PointQuestion(phrases(language)).again(report)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "de, baujahr, 1998, 1998",
        "en, buildYear, 1998, 1998",
        "en, mileage, 1998, '1,998'",
        "de, strecke, 1998, 1.998"
    })
    void aYearIsNoGroupedNumber(String language, String field, int value, String said) {
        assertThat(phrases(language).spoken().value(field, value)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Naechste pruefung | Nächste Prüfung",
                "de | Freie plaetze | Freie Plätze",
                "de | Neue Steuer aktuell | Neue Steuer aktuell",
                "es | Numero de telefono | Número de teléfono",
                "ja | との記載もあります。。どちらが正しいでしょうか。 | との記載もあります。どちらが正しいでしょうか。"
            })
    void aTextIsSpelledAsPeopleDo(String language, String text, String said) {
        assertThat(phrases(language).spoken().polished(text)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Jours par semaine | 3 jours (admis\u00a0: de 1 à 4 jours) | 3 (admis\u00a0: de 1 à 4)",
                "Horas sola al día | 4 horas | 4",
                "Delay | 40 minutes | 40 minutes",
                "At least 5 days without heating | 12 days | 12 days"
            })
    void theUnitInTheNameOfAPointIsNotToldAgain(String name, String figure, String said) {
        assertThat(PointTitle.withoutUnitOf(name, figure)).isEqualTo(said);
    }

    @Test
    void abbreviationsStayInCapitals() {
        assertThat(phrases("en").inSentence(TextFormat.human("mrn"))).isEqualTo("MRN");
    }

    @Test
    void aPartOfASentenceIsQuotedWithoutItsConjunction() {
        assertThat(SpokenText.part("and locking on stairs")).isEqualTo("locking on stairs");
        assertThat(SpokenText.part("oder Frost")).isEqualTo("Frost");
        assertThat(SpokenText.part("android")).isEqualTo("android");
    }
}
