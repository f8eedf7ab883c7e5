package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.rehearsal.arguments.Arguments;
import me.fhir.chitchat.rehearsal.arguments.DecisionTexts;
import me.fhir.chitchat.rehearsal.arguments.SettledPoint;
import me.fhir.chitchat.rehearsal.arguments.ValueFinder;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.DocumentReader;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas are untrusted: none may exhaust time or memory, and no value is invented. */
@Timeout(60)
class ArgumentsTest {
    private static Arguments.Filled filled(String schema) {
        return filled(
                schema,
                "{\"policy\":\"HF-12\",\"count\":1e999999999,\"days\":5,\"note\":\"" + "a".repeat(40) + "!\"}",
                "");
    }

    private static Arguments.Filled filled(String schema, String knows, String says) {
        Knowledge knowledge = Knowledge.of(knows, DisclosureRules.of(List.of(), ""), LocalDate.EPOCH);
        List<Statement> received = DocumentReader.read(says, new Source(3, ""), LocalDate.EPOCH, 1, label -> false);
        Evidence evidence = new Evidence(
                knowledge, CaseIdentity.of(knowledge, Set.of(), ""), received, Set.of(), LocalDate.EPOCH, List.of());
        DecisionTexts grounds = new DecisionTexts("because", List.of(), List.of(), "", List.of(), List.of());
        return Arguments.of(
                new RoleTool("t", "Does it.", schema, "", null, List.of()), new ValueFinder(evidence, grounds, false));
    }

    /** Fills the one argument that a tool requires; without a value nothing is. */
    private static void assertFilled(
            String name, String property, String knows, @Nullable String says, @Nullable String value) {
        String schema =
                "{'type':'object','properties':{'" + name + "':{" + property + "}},'required':['" + name + "']}";
        assertThat(filled(schema.replace('\'', '"'), knows.replace('\'', '"'), says == null ? "" : says)
                        .json())
                .isEqualTo(value == null ? "{}" : "{\"" + name + "\":" + value + "}");
    }

    static List<String> hostile() {
        String many = IntStream.range(0, 20).mapToObj(n -> "\"p" + n + "\"").collect(Collectors.joining(","));
        String selves = IntStream.range(0, 20)
                .mapToObj(n -> "\"p" + n + "\":{\"$ref\":\"#\"}")
                .collect(Collectors.joining(","));
        return List.of(
                "{\"type\":\"object\",\"properties\":{" + selves + "},\"required\":[" + many + "]}",
                "{\"allOf\":[" + "{\"$ref\":\"#\"},".repeat(40) + "{\"$ref\":\"#\"}],\"required\":[\"x\"]}",
                one("{\"type\":\"string\",\"minLength\":2000000000}"),
                one("{\"type\":\"string\",\"pattern\":\"(((a{9999}){9999}){9999}){9999}\"}"),
                one("{\"type\":\"string\",\"pattern\":\"(.*a){20}$\"}"),
                one("{\"type\":\"string\",\"pattern\":\"" + "(".repeat(100_000) + "\"}"),
                one("{\"type\":\"array\",\"minItems\":2000000000,\"items\":{\"type\":\"integer\"}}"),
                one("{\"type\":\"integer\",\"minimum\":1e999999999}"),
                one("{\"type\":\"integer\",\"default\":1e999999999}"),
                one("{\"type\":\"number\",\"multipleOf\":1e-999999999}"));
    }

    private static String one(String property) {
        return "{\"type\":\"object\",\"properties\":{\"size\":" + property + "},\"required\":[\"size\"]}";
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileSchemaGetsNothingInvented(String schema) throws Exception {
        Arguments.Filled filled = filled(schema);
        assertThat(filled.json().length()).isLessThan(1 << 16);
        assertThat(Json.parseObject(filled.json()).has("size")).isFalse();
        assertThat(filled.isComplete()).isFalse();
    }

    @Test
    void fillsArgumentsFromKnowledge() throws Exception {
        Arguments.Filled filled = filled("{\"type\":\"object\",\"properties\":{"
                + "\"policy\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}-\\\\d+$\"},"
                + "\"days\":{\"type\":\"integer\",\"minimum\":3},\"reason\":{\"type\":\"string\"}},"
                + "\"required\":[\"policy\",\"days\",\"reason\"]}");
        assertThat(filled.json()).isEqualTo("{\"policy\":\"HF-12\",\"days\":5,\"reason\":\"because\"}");
        assertThat(filled.sources()).containsExactlyInAnyOrder(Source.own("/policy"), Source.own("/days"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mooringEur|{'pricePerMetreEur':12,'rule':'The mooring is the price per metre times the length of the boat.'}|The length of the boat is 9 m.|108",
                "mooringEur|{'pricePerMetreEur':12,'rule':'The mooring is the price per metre times the length of the boat.'}|The insured sum is 900 EUR.|",
                "taxEur|{'rule':'The tax is 8 % of the purchase price.'}|The purchase price is 1,500 EUR.|120",
                "sumEur|{'berthEur':300,'powerEur':45,'rule':'The sum is the berth plus the power.'}||345",
                "gebuehrEur|{'tagessatzEur':15,'tage':6,'regel':'Die Gebühr ist der Tagessatz mal die Tage.'}||90",
                "gesamtEur|{'monatsbetragEur':450,'dauerMonate':12,'regel':'Das Gesamt ist der Monatsbetrag mal Dauer in Monaten.'}||5400",
                "restoEur|{'precioEur':700,'anticipoEur':200,'regla':'El resto es el precio menos el anticipo.'}||500",
                "refundEur|{'handling':'20 EUR','rule':'The refund is equal to the amount of the ticket price minus the handling.'}|The ticket price is 95 EUR.|75",
                "mooringEur|{'fees':{'pricePerMetre':'12 EUR per metre','note':'The mooring is the length of the boat times the price per metre.'}}|The length of the boat is 9 m.|108",
                "remboursement|{'retenue':'40 €','calcul':'Le remboursement est égal au prix du billet moins la retenue.'}|Le prix du billet est de 1 240 €.|1200",
                "caucion|{'caución':{'porcentaje':'20 %','cálculo':'La caución es el 20 % del valor de la mercancía.'}}|El valor de la mercancía es de 4.500 EUR.|900",
                "kaution|{'kaution':{'regel':'Die Kaution entspricht 10 % des Werts der Leihgabe.'}}|Der Wert der Leihgabe beträgt 2.400 EUR.|240",
                "hoshokin|{'規定':'hoshokinは貸出品の評価額の10%です。'}|貸出品の評価額は200000円です。|20000",
                "totalEur|{'hugeEur':1e99999999,'twoEur':2,'rule':'The total is the huge times the two.'}||",
            })
    void aNumberIsCalculatedByTheRuleOrNotAtAll(
            String name, String knows, @Nullable String says, @Nullable String value) {
        assertFilled(name, "'type':'number'", knows, says, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payBy|{'decisionDate':'2026-05-02','rule':'You pay by transfer 10 days after the decision.'}|2026-05-12",
                "pruefung|{'abnahme':'2026-05-02','regel':'Die Prüfung ist drei Monate nach der Abnahme fällig.'}|2026-08-02",
                "validUntil|{'validFrom':'2026-05-02','rule':'The pass is valid for four months.'}|2026-09-02",
                "validThrough|{'validFrom':'2026-05-02','validityDays':30}|2026-06-01",
            })
    void aDateIsCalculatedByTheRule(String name, String knows, String value) {
        assertFilled(name, "'type':'string','format':'date'", knows, "", "\"" + value + "\"");
    }

    /** A description says how its value is calculated. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fee|fee in pounds: days times fee per day|{'feePerDay':'£ 12 per day'}|We need it for 9 days.|108",
                "indemnite|indemnité en euros : devis moins franchise|{'franchise':'150 €'}|Le devis est de 1 840 €.|1690",
                "pfand|Pfand (20 % des Neupreises)|{'x':1}|Neupreis: 350 €|70",
            })
    void aNumberIsCalculatedByItsDescription(String name, String description, String knows, String says, String value) {
        assertFilled(name, "'type':'number','description':'" + description + "'", knows, says, value);
    }

    /** What a rule allows, or a rate, is no value of the case. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "valorTotal|number|{'requisitos':{'valorTotal':'hasta 10.000 EUR'}}||",
                "devis|number|{'conditions':{'devis':'Devis de réparation de 5 000 € au maximum'}}||",
                "code|string|{'requirements':{'code':'9201, 9202 or 9206'}}||",
                "cause|string|{'conditions':{'cause':'Causes couvertes : gel, grêle ou foudre'}}||",
                "days|integer|{'fees':{'feePerDay':'£ 12 per day'}}||",
                "days|integer|{'fees':{'feePerDay':'£ 12 per day'}}|We need it for 9 days.|9",
                "tage|integer|{'gebühren':{'satz':'15 € pro Tag'}}||",
                "termDays|integer|{'policy':{'termDays':14}}||14",
            })
    void aLimitOrARateIsNoValue(String name, String type, String knows, @Nullable String says, @Nullable String value) {
        assertFilled(name, "'type':'" + type + "'", knows, says, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Good morning, my name is Odile Farnham and I write about the loan.|Odile Farnham",
                "Guten Tag, ich heiße Merle Brandt.|Merle Brandt",
                "Bonjour, je m'appelle Inès Carpentier.|Inès Carpentier",
                "Buenos días, me llamo Nuria Salas.|Nuria Salas",
                "My name is not needed here.|",
            })
    void whoIntroducesThemselvesIsThePerson(String says, @Nullable String name) {
        assertThat(filled(
                                "{\"properties\":{\"applicant\":{\"type\":\"string\"}},\"required\":[\"applicant\"]}",
                                "{}",
                                says)
                        .json())
                .isEqualTo(name == null ? "{}" : "{\"applicant\":\"" + name + "\"}");
    }

    /** What met a point is the value that goes by its name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cause|string||Covered causes: hail, frost or lightning|hail;frost;lightning|Our crop was lost to hail on 3 May.|\"hail\"",
                "cause|string||Covered causes: hail, frost or lightning|hail;frost;lightning|It was hail and frost.|",
                "arrival|integer|number of guests|At most 40 guests||We are 32 guests.|32",
                "first|string|first day of the hire|First day of the hire after 1 May||We come on 12 May 2026.|\"2026-05-12\"",
                "colour|string||Covered causes: hail or frost|hail;frost|It was hail.|",
            })
    void whatMetAPointIsAValue(
            String name,
            String type,
            @Nullable String description,
            String point,
            @Nullable String allowed,
            String said,
            @Nullable String value) {
        Statement evidence = DocumentReader.read(said, new Source(3, ""), LocalDate.of(2026, 5, 1), 1, label -> false)
                .get(0);
        SettledPoint settled = new SettledPoint(
                Terms.of(point), allowed == null ? List.of() : List.of(allowed.split(";", -1)), evidence);
        Knowledge knowledge = Knowledge.of("{}", DisclosureRules.of(List.of(), ""), LocalDate.EPOCH);
        Evidence nothing = new Evidence(
                knowledge, CaseIdentity.of(knowledge, Set.of(), ""), List.of(), Set.of(), LocalDate.EPOCH, List.of());
        String schema = "{'properties':{'" + name + "':{'type':'" + type + "','description':'"
                + (description == null ? "" : description) + "'"
                + (name.equals("first") ? ",'format':'date'" : "") + "}},'required':['" + name + "']}";
        String json = Arguments.of(
                        new RoleTool("t", "Does it.", schema.replace('\'', '"'), "", null, List.of()),
                        new ValueFinder(
                                nothing,
                                new DecisionTexts("because", List.of(), List.of(), "", List.of(), List.of(settled)),
                                false))
                .json();
        assertThat(json).isEqualTo(value == null ? "{}" : "{\"" + name + "\":" + value + "}");
    }

    @Test
    void theNumberOfARequestIsNoRoom() {
        String schema = "{\"properties\":{\"roomNumber\":{\"type\":\"string\"}},\"required\":[\"roomNumber\"]}";
        assertThat(filled(schema, "{\"request\":{\"requestNo\":\"KL-773\"}}", "We write about KL-773.")
                        .missing())
                .containsExactly("roomNumber");
    }

    @Test
    void missingValuesAreNamed() {
        assertThat(filled(
                                "{\"properties\":{\"start\":{\"type\":\"string\",\"format\":\"date\"}},\"required\":[\"start\"]}")
                        .missing())
                .containsExactly("start");
    }
}
