package me.fhir.chitchat.rehearsal.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wanted, under way, so in part, lost or tried out meets no rule; what is plainly so does. */
class AccomplishmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The diver has passed the rescue course|I am enrolled in the rescue course.|I passed the rescue course.",
                "The diver has passed the rescue course|The rescue course starts in June.|The rescue course was passed in June.",
                "The diver has passed the rescue course|I booked the rescue course, all 30 hours of it.|I passed the rescue course, all 30 hours of it.",
                "The diver has a logbook of at least 40 dives|I aim for 60 dives in the logbook.|I have 60 dives in the logbook.",
                "Der Taucher hat den Rettungskurs abgeschlossen|Den Rettungskurs besuche ich gerade.|Den Rettungskurs habe ich abgeschlossen.",
                "Der Taucher hat den Rettungskurs abgeschlossen|Für den Rettungskurs bin ich angemeldet.|Den Rettungskurs habe ich abgeschlossen.",
                "Le plongeur a terminé le cours de sauvetage|Je suis inscrite au cours de sauvetage.|J'ai terminé le cours de sauvetage.",
                "El buceador ha terminado el curso de rescate|Estoy haciendo el curso de rescate.|He terminado el curso de rescate.",
                "救助講習の修了があること|救助講習は受講中です。|救助講習は修了しました。",
                "The theory test is passed with at least 60 percent|In the mock theory test I had 88 percent.|In the theory test I had 88 percent.",
                "Die Theorieprüfung ist mit mindestens 60 Prozent bestanden|In der Probeprüfung Theorie hatte ich 88 Prozent.|In der Theorieprüfung hatte ich 88 Prozent.",
                "The stall fee has been paid|The stall fee has been paid in part.|The stall fee has been paid.",
                "The stall fee has been paid|I paid half of the stall fee.|I paid the stall fee.",
                "Die Standgebühr ist bezahlt|Die Standgebühr ist teilweise bezahlt.|Die Standgebühr ist bezahlt.",
                "Les frais de stand sont payés|Les frais de stand sont payés à moitié.|Les frais de stand sont payés.",
                "La tasa del puesto está pagada|La tasa del puesto está pagada en parte.|La tasa del puesto está pagada.",
                "出店料の支払いがあること|出店料の支払いは一部あります。|出店料の支払いはあります。",
                "All windows have shutters|Most windows have shutters.|All windows have shutters.",
                "Every cabin has a life jacket|One of the cabins has a life jacket.|Every cabin has a life jacket.",
                "Alle Fenster haben Läden|Fast alle Fenster haben Läden.|Alle Fenster haben Läden.",
                "Toutes les fenêtres ont des volets|La plupart des fenêtres ont des volets.|Toutes les fenêtres ont des volets.",
                "Todas las ventanas tienen contraventanas|Casi todas las ventanas tienen contraventanas.|Todas las ventanas tienen contraventanas.",
                "Only geese or ducks are kept|We keep geese and turkeys.|We keep geese and ducks.",
                "Only geese or ducks are kept|We keep turkeys and geese.|We keep ducks and geese.",
                "Only geese or ducks are kept|We keep 3 birds on the farm. All of mine are hens that are kept.|We keep 3 birds on the farm. All of mine are geese that are kept.",
                "Only Toulouse or Embden geese are kept|All of mine are Chinese geese. I keep 3 in the yard.|All of mine are Embden geese. I keep 3 in the yard.",
                "Es werden nur Gänse oder Enten gehalten|Wir halten Gänse und Puten.|Wir halten Gänse und Enten.",
                "Se crían únicamente ocas o patos|Criamos ocas y pavos.|Criamos ocas y patos.",
                "The luggage weighs at most 23 kg|The luggage weighs 4 kg too much.|The luggage weighs 4 kg.",
                "Das Gepäck wiegt höchstens 23 kg|Das Gepäck wiegt 4 kg zu viel.|Das Gepäck wiegt 4 kg.",
                "Le bagage pèse au plus 23 kg|Le bagage pèse 4 kg de trop.|Le bagage pèse 4 kg.",
                "The luggage weighs at most 23 kg|The limit for the luggage is 20 kg.|The luggage weighs 20 kg.",
                "The net rent is at least 400 EUR|I get 520 EUR rent gross.|I get 520 EUR rent net.",
                "Der Nettolohn beträgt mindestens 1.900 EUR|Mein Lohn beträgt 2.400 EUR brutto.|Mein Lohn beträgt 2.400 EUR netto.",
                "Distance to the pond of at least 20 m|The pond is 50 m off. The shed stands 8 m from the pond.|The pond is 50 m off. The shed stands 80 m from the pond.",
                "Not within 20 m of a pond|The shed stands 8 m from the pond.|The shed stands 55 m from the pond.",
                "The vaccination card is there|I threw the vaccination card away.|I have the vaccination card.",
                "Der Impfpass ist vorhanden|Den Impfpass habe ich verloren.|Den Impfpass habe ich.",
                "Le carnet de vaccination est présent|J'ai perdu le carnet de vaccination.|J'ai le carnet de vaccination.",
                "La cartilla de vacunación está presente|Perdí la cartilla de vacunación.|Tengo la cartilla de vacunación.",
            })
    void whatIsNotWhollySoMeetsNoRule(String rule, String says, String plainly) {
        assertThat(OneRule.state(rule, plainly)).as("without the restriction").isEqualTo(PointState.MET);
        assertThat(OneRule.state(rule, says)).isNotEqualTo(PointState.MET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The diver has passed the rescue course|I passed the rescue course in May.",
                "The guest has booked a cabin|The guest has booked a cabin.",
                "The diver has passed the rescue course|I have passed the rescue course, and the boat is booked.",
                "Der Taucher hat den Rettungskurs abgeschlossen|Den Rettungskurs habe ich abgeschlossen, das Boot ist gebucht.",
                "At most 6 dives a day|We ask for 4 dives a day.",
                "The stall fee has been paid|The stall fee has been paid in full.",
                "All windows have shutters|All windows have shutters.",
                "Only geese or ducks are kept|We only keep ducks.",
                "Only geese or ducks are kept|We keep geese and ducks.",
                "The luggage weighs at most 23 kg|The luggage weighs 19 kg.",
                "The weight limit is at most 23 kg|The weight limit is 20 kg.",
                "La tasa del puesto está pagada|La tasa del puesto está pagada.",
                "Not within 20 m of a pond|The shed stands 55 m from the pond.",
                "Nicht näher als 20 m an einem Teich|Die Entfernung zum Teich beträgt 55 m.",
            })
    void whatIsPlainlySoMeetsItsRule(String rule, String says) {
        assertThat(OneRule.state(rule, says)).isEqualTo(PointState.MET);
    }
}
