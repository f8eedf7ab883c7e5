package me.fhir.chitchat.rehearsal.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.DocumentReader;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A negated condition is met by whoever denies the fact, in whatever words, and not by whoever affirms it. */
class PolarityTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    private static PointState assessed(Criterion criterion, Knowledge knowledge, String says) {
        List<Statement> received = DocumentReader.read(says, new Source(5, ""), TODAY, 1, label -> false);
        Evidence evidence =
                new Evidence(knowledge, CaseIdentity.of(knowledge, Set.of(), ""), received, Set.of(), TODAY, List.of());
        return CriterionCheck.of(criterion, evidence).state();
    }

    private static Knowledge knowledge(String json) {
        return Knowledge.of(json, DisclosureRules.of(List.of(), ""), TODAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The driver does not live in the town centre|I do not live in the town centre.|met",
                "The driver does not live in the town centre|I live in the town centre.|not met",
                "The driver does not live in the town centre|Lives in the town centre: no|met",
                "The stall is not next to a school|Our stall is not next to a school.|met",
                "The stall is not next to a school|The stall is next to a school.|not met",
                "The boat has not been insured by another company|No other company has insured the boat.|met",
                "The boat has not been insured by another company|Another company has insured the boat.|not met",
                "The boat has not been insured by another company|Insured by another company: no|met",
                "Das Boot ist nicht bei einer anderen Firma versichert|Das Boot ist bei keiner anderen Firma versichert.|met",
                "Das Boot ist nicht bei einer anderen Firma versichert|Bei einer anderen Firma versichert: nein|met",
                "Das Boot ist nicht bei einer anderen Firma versichert|Das Boot ist bei einer anderen Firma versichert.|not met",
                "Le bateau n'a pas été assuré par une autre société|Aucune autre société n'a assuré le bateau.|met",
                "Le bateau n'a pas été assuré par une autre société|Assuré par une autre société : non|met",
                "Le bateau n'a pas été assuré par une autre société|Une autre société a assuré le bateau.|not met",
                "Bateau non assuré par une autre société|Aucune autre société n'a assuré le bateau.|met",
                "Bateau non assuré par une autre société|Une autre société a assuré le bateau.|not met",
                "No se venderá comida en el puesto|No venderemos comida en el puesto.|met",
                "No se venderá comida en el puesto|Venta de comida en el puesto: no|met",
                "No se venderá comida en el puesto|Vendemos comida en el puesto.|not met",
                "No open flames|Open flames are forbidden in our tent.|met",
                "No open flames|Visitors are not allowed to use open flames.|met",
                "No open flames|Open flames are allowed.|not met",
                "Kein offenes Feuer|Offenes Feuer ist bei uns verboten.|met",
                "Pas de feu ouvert|Le feu ouvert est interdit chez nous.|met",
                "Sin fuego abierto|El fuego abierto está prohibido.|met",
                "Not within 20 m of a hydrant|The nearest hydrant is 45 m away.|met",
                "Not within 20 m of a hydrant|The hydrant is 6 m away.|not met",
                "The fire must be no nearer than 20 m to a house|The house is 45 m away.|met",
                "Das Zelt steht nicht näher als 20 Meter an einem Hydranten|Abstand zum Hydranten: 45 m|met",
                "Das Zelt steht nicht näher als 20 Meter an einem Hydranten|Der Hydrant ist 6 Meter entfernt.|not met",
                "Tente pas à moins de 20 m d’un puits|Distance au puits : 45 m|met",
                "Tente pas à moins de 20 m d’un puits|Le puits est à 6 m.|not met",
                "No a menos de 20 m de un pozo|El pozo está a 45 m.|met",
                "No a menos de 20 m de un pozo|Distancia al pozo: 6 m|not met",
                "ペットを飼っていないこと|ペットは飼っていません。|met",
                "ペットを飼っていないこと|ペットを飼っています。|not met",
            })
    void aNegatedSentence(String rule, String says, String state) {
        Knowledge knowledge = knowledge("{\"conditions\":[\"" + rule + "\"]}");
        List<Criterion> points = CriteriaReader.of(knowledge, Set.of());
        assertThat(points).hasSize(1);
        assertThat(assessed(points.get(0), knowledge, says)).isEqualTo(state(state));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The driver does not sit on a crate|crate|false|I am not sitting on a crate.|met",
                "The driver does not sit on a crate|crate|false|I do not use a crate.|met",
                "The driver does not sit on a crate|crate|false|No crate.|met",
                "The driver does not sit on a crate|crate|false|Crate: no|met",
                "The driver does not sit on a crate|crate|false|I sit on a crate.|not met",
                "The driver does not sit on a crate|crate|false|Yes, a crate of wood.|not met",
                "A cream is used|cream|true|The skin did not improve despite the cream.|met",
                "The helmet is worn|helmet|true|I am wearing a helmet.|met",
                "The helmet is worn|helmet|true|I am not wearing a helmet.|not met",
                "The helmet is worn|helmet|true|Helmet: none|not met",
                "Venta de comida: no|Venta de comida|false|Venta de comida: no|met",
                "Venta de comida: no|Venta de comida|false|No habrá venta de comida.|met",
                "Venta de comida: no|Venta de comida|false|Sí, habrá venta de comida.|not met",
                "Keine Hunde|Hunde|false|Wir haben keinen Hund.|met",
                "Keine Hunde|Hunde|false|Hunde: keine|met",
                "Keine Hunde|Hunde|false|Wir haben einen Hund.|not met",
                "Pas d'animaux|animaux|false|Nous n'avons aucun animal.|met",
                "Pas d'animaux|animaux|false|Animaux : aucun|met",
                "Pas d'animaux|animaux|false|Nous avons deux animaux.|not met",
                "ペットなし|ペット|false|ペットはいません。|met",
                "ペットなし|ペット|false|ペット：なし|met",
                "ペットなし|ペット|false|ペットがいます。|not met",
            })
    void aConditionOfTheAuthor(String title, String label, boolean yes, String says, String state) {
        Criterion criterion = new Criterion(
                title,
                "",
                List.of(Terms.of(label)),
                List.of(new Criterion.YesOrNo(yes)),
                Criterion.From.ANY,
                Source.own(""));
        assertThat(assessed(criterion, knowledge("{}"), says)).isEqualTo(state(state));
    }

    private static PointState state(String name) {
        return PointState.valueOf(name.replace(' ', '_').toUpperCase(Locale.ROOT));
    }
}
