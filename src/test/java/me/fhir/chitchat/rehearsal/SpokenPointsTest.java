package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points are asked about as a person asks, and what was told about them is quoted without the words around it. */
class SpokenPointsTest {
    private static Phrases phrases(String language) {
        return new Phrases(language, List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | we have 12 days without heating on record | 12 days without heating",
                "en | Under “discipline” our records say: no disciplinary case | Discipline: no disciplinary case",
                "en | The notice date is 5 October 2026 | The notice date is 5 October 2026",
                "en | For safety, all of the drums are sealed | For safety, all of the drums are sealed",
                "de | als Schallpegel ist 78 dB vermerkt | Schallpegel: 78 dB",
                "de | Als Leistung ist 9,8 kW | Leistung: 9,8 kW",
                "de | Unter „Haustiere“ steht „ein Hund“ | Haustiere: ein Hund",
                "de | Zu Installateur: bei „Eingetragen“ steht ja | Installateur, Eingetragen: ja",
                "es | Como nota media consta 8,9 | Nota media: 8,9",
                "es | Sobre fisioterapia: son 8 semanas | Fisioterapia: 8 semanas",
                "fr | Notre dossier indique 1 050 € comme quotient familial | Quotient familial\u00a0: 1 050 €",
                "fr | Notre dossier contient\u00a0: facture payée | facture payée",
                "ja | 社員数は20です | 社員数は20です",
                "ar | لدينا 4 براميل | 4 براميل"
            })
    void onlyTheFactIsQuoted(String language, String told, String fact) {
        assertThat(new BareFact(phrases(language)).of(told)).isEqualTo(fact);
    }

    private static Criterion point(String title, Criterion.Constraint... constraints) {
        return new Criterion(
                title, "", List.of(Terms.of(title)), List.of(constraints), Criterion.From.ANY, Source.own("/rules/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Proof of income: can you show this? | Proof of income: on what date?",
                "de | Proof of income: Können Sie das nachweisen? | Proof of income: Wann genau?",
                "es | Proof of income: ¿puede acreditarlo? | Proof of income: ¿en qué fecha?",
                "fr | Proof of income\u00a0: pouvez-vous en justifier\u00a0? | Proof of income\u00a0: à quelle date\u00a0?",
                "ja | Proof of income：お示しいただけますか。 | Proof of income：日付を教えていただけますか。",
                "ar | Proof of income: هل يمكنكم إثبات ذلك؟ | Proof of income: في أي تاريخ؟"
            })
    void aPointIsAQuestion(String language, String shown, String dated) {
        PointText text = new PointText(phrases(language));
        assertThat(text.question(point("Proof of income"))).isEqualTo(shown);
        assertThat(text.question(point("Proof of income", new Criterion.Recent(BigDecimal.TEN))))
                .isEqualTo(dated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "ja", "ar"})
    void whatIsAskedIsUnderstoodAsThePoint(String language) {
        PointText text = new PointText(phrases(language));
        List<Criterion> points = List.of(
                point("Proof of income"),
                point("Proof of income", new Criterion.Recent(BigDecimal.TEN)),
                point("Proof of income", new Criterion.Bound(null, null)),
                point("Proof of income", new Criterion.YesOrNo(true)));
        assertThat(points.stream().map(text::question)).doesNotHaveDuplicates();
        assertThat(Stream.concat(
                        points.stream().map(text::question),
                        Stream.of(phrases(language).always("ask.given", "Proof of income"))))
                .allSatisfy(question ->
                        assertThat(Sentences.numbered("1. " + question)).containsExactly("Proof of income"));
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
                "rent-dispute | 60 days: For the defect, it was reported on 4 November 2026 | we find “12 days without heating”",
                "hazmat | No more than 10 drums: We have 4 drums on record. | we find “4 drums” in your message",
                "school-trip | Age – at least 15 years: The birth date is 20 January 2010. | We accept the pupil",
                "hoken-shuri | 改造なし：改造はありません。 | 「洗濯機の保証修理」のお申し込みを承認",
                "wohnung | Haustiere | Wir geben Ihrem Antrag „Vermietung einer Wohnung“ statt"
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
