package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.PlainJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good evidence in the forms that people give it in, and what only looks like it. */
class ReceivedAnswersTest {
    private static final Map<String, String> OPENING = Map.of(
            "en", "Hello, please register the boat for us. What do you need?",
            "de", "Guten Tag, bitte tragen Sie das Boot für uns ein. Was brauchen Sie?",
            "es", "Buenos días, por favor inscriban el barco para nosotros. ¿Qué necesitan?",
            "fr", "Bonjour, nous vous prions d'inscrire le bateau pour nous. Que vous faut-il ?",
            "ja", "こんにちは。船の登録をお願いします。何が必要ですか。",
            "nl", "Goedemiddag, wij vragen u het schip voor ons in te schrijven. Wat hebt u van ons nodig?");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The owner has passed the harbour exam|Yes.|met",
                "en|The owner has passed the harbour exam|That is correct.|met",
                "en|The owner has passed the harbour exam|Yes, we can confirm this.|met",
                "en|The owner has passed the harbour exam|No.|not met",
                "en|The owner has passed the harbour exam|No, not yet.|not met",
                "en|The owner has passed the harbour exam|Yes, but we are not sure.|unknown",
                "en|The owner has passed the harbour exam|Yes?|unknown",
                "en|The owner has passed the harbour exam|We have no idea.|unknown",
                "de|Der Eigner hat die Hafenprüfung bestanden|Ja, das können wir bestätigen.|met",
                "de|Der Eigner hat die Hafenprüfung bestanden|Stimmt.|met",
                "de|Der Eigner hat die Hafenprüfung bestanden|Leider nein.|not met",
                "es|El dueño ha aprobado el examen del puerto|Así es.|met",
                "es|El dueño ha aprobado el examen del puerto|Todavía no.|not met",
                "fr|Le propriétaire a réussi l'examen du port|Oui, nous le confirmons.|met",
                "fr|Le propriétaire a réussi l'examen du port|Malheureusement non.|not met",
                "ja|船主の承諾|はい、そのとおりです。|met",
                "ja|船主の承諾|いいえ。|not met",
                "en|The mast is at least 9 m high|11 metres.|met",
                "en|The mast is at least 9 m high|About 7 m, we measured it.|not met",
                "en|The mast is at least 9 m high|Yes.|unknown",
                "en|No debts with the harbour|Yes, that's right.|met",
                "en|No debts with the harbour|No.|unknown",
                "en|The hull is of oak or steel|1. Steel|met",
                "en|The hull is of oak or steel|1. Plastic|unknown",
                "en|The hull is of oak or steel|That is all.|unknown",
                "de|Der Rumpf ist aus Eiche oder Stahl|1. Stahl|met",
                "es|El casco es de roble o de acero|1. Acero|met",
                "es|El casco es de roble o de acero|Eso es todo.|unknown",
                "fr|La coque est en chêne ou en acier|1. Acier|met",
                "fr|La coque est en chêne ou en acier|C'est tout.|unknown",
            })
    void aBareAnswerBelongsToTheOneQuestion(String language, String rule, String says, String state) throws Exception {
        assertThat(states(language, List.of(rule), says)).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|1. 11 metres~2. Yes~3. 8 people|met met met",
                "en|1) 7 metres 2) no 3) 8|not met not met met",
                "en|3. 12 people|unknown unknown not met",
                "en|> 1. The mast~11 metres~~> 2. Passed~Yes|met unknown unknown",
                "en|Mast: 11 m~Harbour exam: passed~Crew: 8|met met met",
                "en|Mast = 11 m~Harbour exam = not passed~Crew = 8|met not met met",
            })
    void answersUnderNumbersAndNamesBelongToTheirQuestions(String language, String says, String states)
            throws Exception {
        List<String> rules = List.of("Mast of at least 9 m", "Harbour exam passed", "Crew of at most 10 people");
        assertThat(String.join(" ", states(language, rules, says.replace("~", "\n"))))
                .isEqualTo(states);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|At least 2 years in the sailing club|She has been in the sailing club since 4 May 2021.|met",
                "en|At least 2 years in the sailing club|In the sailing club since: 3 September 2026|not met",
                "de|Die letzte Wartung liegt höchstens 18 Monate zurück|Die letzte Wartung fand am 7. Mai 2026 statt.|met",
                "de|Die letzte Wartung liegt höchstens 18 Monate zurück|Letzte Wartung: vor 3 Jahren|not met",
                "de|Die letzte Wartung liegt höchstens 18 Monate zurück|Letzte Wartung: 10 Monate|met",
                "es|El seguro existe desde hace al menos 60 días|El seguro existe desde el 2 de marzo de 2026.|met",
                "es|El seguro existe desde hace al menos 60 días|El seguro existe desde hace 2 semanas.|not met",
                "fr|La dernière révision remonte à au moins 6 semaines|La dernière révision date du 3 mars 2026.|met",
                "fr|La dernière révision remonte à au moins 6 semaines|Dernière révision : il y a 9 jours|not met",
                "en|Skipper: at least 21 years old|The skipper was born on 9 July 1988.|met",
                "en|Skipper: at least 21 years old|The skipper was born on 9 July 2012.|not met",
                "fr|Le capitaine a au moins 21 ans|Le capitaine est né le 9 juillet 1988.|met",
            })
    void aDateSaysHowLongItIs(String language, String rule, String says, String state) throws Exception {
        assertThat(states(language, List.of(rule), says)).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The owner has signed the no-waste charter|The owner has signed the no-waste charter.|met",
                "en|The owner has signed the no-waste charter|The owner has not signed the no-waste charter.|not met",
            })
    void aNegationInACompoundNegatesNothing(String language, String rule, String says, String state) throws Exception {
        assertThat(states(language, List.of(rule), says)).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|Nobody on board smokes a pipe|Nobody on board smokes a pipe.|met",
                "en|Nobody on board smokes a pipe|The cook, who is on board, smokes a pipe.|not met",
                "en|No fireworks|No fireworks will be lit.|met",
                "en|No fireworks|We do not light fireworks.|met",
                "en|No fireworks|We will not light any fireworks.|met",
                "en|No fireworks|We will light fireworks.|not met",
                "en|No fireworks|We might light fireworks if it is dry.|unknown",
                "de|Kein zweiter Liegeplatz|Einen zweiten Liegeplatz hat der Eigner nicht.|met",
                "de|Kein zweiter Liegeplatz|Der Eigner hat einen zweiten Liegeplatz.|not met",
                "de|Höchstens 4 Roststellen am Rumpf|Der Rumpf hat keine Roststellen.|met",
                "de|Höchstens 4 Roststellen am Rumpf|Der Rumpf hat 7 Roststellen.|not met",
            })
    void whatMustNotBeMayBeDeniedInManyWays(String language, String rule, String says, String state) throws Exception {
        assertThat(states(language, List.of(rule), says)).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|Höchstens die 9. Klasse|Er ist in der 7. Klasse.|met",
                "de|Höchstens die 9. Klasse|Er ist in der elften Klasse.|not met",
                "en|Semester of at most 6|She is in her third semester.|met",
                "en|Semester of at most 6|She is in her 8th semester.|not met",
                "nl|Geen eigen steiger|Er is geen eigen steiger.|met",
                "nl|Geen eigen steiger|Een eigen steiger heeft zij niet.|met",
            })
    void ordinalsAndOtherLanguagesAreUnderstood(String language, String rule, String says, String state)
            throws Exception {
        assertThat(states(language, List.of(rule), says)).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|Fireworks are not permitted.|There are no fireworks.|met",
                "en|Fireworks are not permitted.|There are fireworks on board.|not met",
                "en|Nobody under 21 may steer.|The skipper is 34 years old.|met",
                "en|Nobody under 21 may steer.|The skipper is 19 years old.|not met",
                "de|Das Mindestalter liegt bei 21 Jahren.|Der Skipper ist 34 Jahre alt.|met",
                "de|Das Mindestalter liegt bei 21 Jahren.|Der Skipper ist 19 Jahre alt.|not met",
                "de|Der Tiefgang darf 3 m nicht überschreiten.|Der Tiefgang beträgt 2 m.|met",
                "es|El calado no debe exceder los 3 m.|El calado es de 2 m.|met",
                "es|El calado no debe exceder los 3 m.|El calado es de 5 m.|not met",
                "fr|Le tirant d'eau ne doit pas dépasser 3 m.|Le tirant d'eau est de 2 m.|met",
                "fr|Le tirant d'eau ne doit pas dépasser 3 m.|Le tirant d'eau est de 5 m.|not met",
            })
    void rulesStatedInOtherWaysAreUsed(String language, String rule, String says, String state) throws Exception {
        assertThat(states(language, List.of(rule), says)).containsExactly(state);
    }

    /** The states of the rules after the reply, in their order. */
    static List<String> states(String language, List<String> rules, String... says) throws Exception {
        return statesOf(language, Map.of("rules", rules), says);
    }

    /** The same for any own knowledge. */
    static List<String> statesOf(String language, Map<String, ?> knows, String... says) throws Exception {
        List<String> payloads = new ArrayList<>(List.of(Play.says(opening(language))));
        Arrays.stream(says).map(Play::says).forEach(payloads::add);
        payloads.add(Play.says("…"));
        String last = "";
        for (String trace : new Play(scenario(language, PlainJson.text(knows)))
                .against(payloads)
                .transcript()
                .split("\n\n", -1)) {
            last = trace.contains("\n- met: ") || trace.contains("\n- not met: ") || trace.contains("\n- unknown: ")
                    ? trace
                    : last;
        }
        List<String> states = new ArrayList<>();
        Matcher lines =
                Pattern.compile("(?m)^- (met|not met|unknown|contradictory): ").matcher(last);
        while (lines.find()) {
            states.add(lines.group(1));
        }
        return states;
    }

    private static String opening(String language) {
        return Objects.requireNonNull(OPENING.get(language));
    }

    private static String scenario(String language, String knows) {
        String tool = "{'toolName':'%s','description':'','inputSchema':{'type':'object','properties':{}},"
                + "'synthesisGuidance':'','endsConversation':true,'conversationEndStatus':'%s'}";
        String agent = "{'agentId':'%s','principal':{'type':'organization','name':'%s','description':''},"
                + "'situation':'','systemPrompt':'','goals':[],'tools':[%s],'knowledgeBase':%s,"
                + "'messageToUseWhenInitiatingConversation':%s}";
        String tools = tool.formatted("register", "success") + "," + tool.formatted("turn_down", "failure");
        return ("{'metadata':{'id':'s','title':'Boat','description':'','background':''},'agents':["
                        + agent.formatted("asker", "Asker", "", "{}", "'OPENING'")
                        + ","
                        + agent.formatted("decider", "Harbour", tools, "KNOWS", "''") + "]}")
                .replace('\'', '"')
                .replace("KNOWS", knows)
                .replace("OPENING", opening(language));
    }
}
