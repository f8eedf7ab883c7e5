package me.fhir.chitchat.rehearsal.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which an author writes conditions down gives the same points. */
class CriteriaReaderTest {
    private static List<Criterion> read(String json) {
        return CriteriaReader.of(
                Knowledge.of(json, DisclosureRules.of(List.of(), ""), LocalDate.of(2026, 6, 1)), Set.of());
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of("""
                        {"conditions":{"use":"The hall is used for a public concert","noise":"No amplifiers are used",
                        "stewards":"At least 4 stewards are present","kitchen":"The kitchen has not been booked by anybody else",
                        "deposit":"The deposit of 200 EUR has been paid"}}""", List.of("public concert", "amplifiers", "4 stewards", "kitchen", "deposit")),
                Arguments.of("""
                        {"voraussetzungen":{"nutzung":"Das Boot wird nur privat genutzt","schein":"Der Führerschein liegt vor",
                        "länge":"Höchstens 9 Meter Länge"}}""", List.of("privat", "Führerschein", "9 Meter")),
                Arguments.of("""
                        {"conditions":{"logement":"Le studio est la résidence principale du locataire",
                        "cumul":"Le dégât n'a pas été remboursé par une autre caisse",
                        "montant":"Facture de 3 000 € au maximum"}}""", List.of("résidence principale", "autre caisse", "3 000")),
                Arguments.of("""
                        {"fuente":"Ordenanza municipal, artículo 15","requisitos":[{"requisito":"Código","admitido":"A1, A2 o B4"},{"requisito":"Peso","admitido":"hasta 30 kg"},
                        {"requisito":"Llegada","admitido":"a partir del 01/07/2026"},
                        {"requisito":"Venta en el recinto","admitido":"no"},{"requisito":"Seguro vigente","admitido":"sí"}]}""", List.of("Código", "30 kg", "Llegada", "Venta en el recinto", "Seguro vigente")),
                Arguments.of("""
                        {"criteria":{"Source":"Town bylaw on residents' parking","Basis":"Bylaw of the town, article 4","Vehicle class":"M1, N1 or L6","Emissions":"at most 95 g/km","Tow bar":"no","First owner":"yes"}}""", List.of("Vehicle class", "95", "Tow bar", "First owner")),
                Arguments.of("""
                        {"条件":[{"項目":"年齢","基準":"18歳以上"},{"項目":"喫煙","基準":"なし"}]}""", List.of("年齢", "喫煙")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Covered causes: hail, frost or lightning",
                "Causes couvertes : grêle, gel ou foudre",
                "Zugelassene Antriebe: Benzin, Diesel oder Strom"
            })
    void aListBehindAColonIsOneOfItsValues(String rule) {
        assertThat(read("{\"conditions\":[\"" + rule + "\"]}").get(0).constraints())
                .hasSize(1)
                .first()
                .isInstanceOf(Criterion.OneOf.class);
    }

    @ParameterizedTest
    @MethodSource("written")
    void readsEachEntryOnce(String json, List<String> about) {
        List<Criterion> points = read(json);
        assertThat(points).as("%s", points).hasSameSizeAs(about);
        for (int i = 0; i < about.size(); i++) {
            assertThat(points.get(i).title()).containsIgnoringCase(about.get(i));
        }
    }
}
