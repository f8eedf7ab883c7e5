package me.fhir.chitchat.rehearsal.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rule against what was said about it: what is doubted, denied, put right or quoted is no evidence for it. */
class TestimonyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The trailer weighs at most 750 kg|The trailer weighs 700 kg. Correction: it is 810 kg.|NOT_MET",
                "The trailer weighs at most 750 kg|The trailer weighs 900 kg. Sorry, I should have said 640.|MET",
                "The trailer weighs at most 750 kg|The trailer weighs 640 kg.//My mistake, we meant 910 kg, not 640.|NOT_MET",
                "The trailer weighs at most 750 kg|The trailer weighs 640 kg.//I got that wrong, the right version reads: The trailer weighs 910 kg.|NOT_MET",
                "Der Anhänger wiegt höchstens 750 kg|Der Anhänger wiegt 700 kg. Verzeihung, ich wollte 990 schreiben, ich habe mich vertippt.|NOT_MET",
                "Der Anhänger wiegt höchstens 750 kg|Der Anhänger wiegt 990 kg.//Da habe ich mich geirrt, richtig ist: Der Anhänger wiegt 690 kg.|MET",
                "El remolque pesa como máximo 750 kg|El remolque pesa 700 kg. Me equivoqué, quería decir 820 kg.|NOT_MET",
                "La remorque pèse au plus 750 kg|La remorque pèse 820 kg. Je me suis trompée, je voulais écrire 720 kg.|MET",
                "The trailer weighs at most 750 kg|The trailer weighs 640 kg. Oops, 910 kg.|NOT_MET",
                "The trailer weighs at most 750 kg|The trailer weighs 640 kg. Actually it is 910 kg.|NOT_MET",
                "El remolque pesa como máximo 750 kg|El remolque pesa 700 kg. Perdone, son 960 kg.|NOT_MET",
                "La remorque pèse au plus 750 kg|La remorque pèse 700 kg. Erreur : 960 kg.|NOT_MET",
                "台車の重量は75 kg以下であること|台車の重量は60 kgです。失礼しました、90 kgの誤りです。|NOT_MET",
                "台車の重量は75 kg以下であること|台車の重量は90 kgです。//訂正します。90 kgではなく60 kgです。|MET",
            })
    void aCorrectionReplacesWhatItPutsRight(String rule, String says, AssessedCriterion.PointState state) {
        assertThat(OneRule.state(rule, says)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The trailer weighs at most 750 kg|The trailer weighs 700 kg. However, the register says the following: The trailer weighs 940 kg.",
                "Der Anhänger wiegt höchstens 750 kg|Der Anhänger wiegt 700 kg. Im Register steht dagegen: Der Anhänger wiegt 940 kg.",
                "El remolque pesa como máximo 750 kg|El remolque pesa 700 kg. Pero en el registro figura: El remolque pesa 940 kg.",
                "La remorque pèse au plus 750 kg|La remorque pèse 700 kg. Or le registre indique : La remorque pèse 940 kg.",
                "The driver holds a safety card|The driver holds a safety card, I think.",
                "The driver holds a safety card|The driver holds a safety card, we hope.",
                "Der Fahrer hat einen Sicherheitsausweis|Der Fahrer hat einen Sicherheitsausweis, denke ich.",
                "The driver holds a safety card|Perhaps the driver holds a safety card.",
                "The driver holds a safety card|The driver holds a safety card. I am not certain, though.",
                "The driver holds a safety card|I do not know whether the driver holds a safety card.",
                "Der Fahrer hat einen Sicherheitsausweis|Vermutlich hat der Fahrer einen Sicherheitsausweis.",
                "Der Fahrer hat einen Sicherheitsausweis|Hoffentlich hat der Fahrer einen Sicherheitsausweis.",
                "El conductor tiene carné de seguridad|Supongo que el conductor tiene carné de seguridad.",
                "Le chauffeur a une carte de sécurité|J'espère que le chauffeur a une carte de sécurité.",
                "運転手の安全講習の受講があること|運転手の安全講習の受講があるかもしれません。",
                "The driver holds a safety card|Your guidelines say: \"The driver holds a safety card.\"",
                "The driver holds a safety card|> The driver holds a safety card",
                "The driver holds a safety card|1. The driver holds a safety card: can you confirm this?",
                "Drivers are at least 18 years old|The minimum is 18 years.",
                "The driver holds a safety card|To the best of my knowledge the driver holds a safety card.",
                "The driver holds a safety card|The driver claims to have a safety card.",
                "The driver holds a safety card|The driver holds a safety card. No, that is not true.",
                "El conductor tiene carné de seguridad|Que yo sepa, el conductor tiene carné de seguridad.",
                "Le chauffeur a une carte de sécurité|On ignore si le chauffeur a une carte de sécurité.",
                "The hall takes either 40 or 60 guests, at most 50 guests|The hall has either 40 or 60 guests.",
            })
    void whatIsNotStatedForSureIsUnknown(String rule, String says) {
        assertThat(OneRule.state(rule, says)).isEqualTo(AssessedCriterion.PointState.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The tenant has accepted the no-smoking clause|The tenant has not accepted the no-smoking clause.|NOT_MET",
                "The tenant has accepted the no-smoking clause|The tenant has accepted the no-smoking clause.|MET",
                "The alarm has been tested|It is not the case that the alarm has been tested.|NOT_MET",
                "Die Bremse funktioniert|Es trifft nicht zu, dass die Bremse funktioniert.|NOT_MET",
                "Die Bremse funktioniert|Dass die Bremse funktioniert, stimmt nicht.|NOT_MET",
                "Die Bremse funktioniert|Die Bremse funktioniert nicht mehr.|NOT_MET",
                "Il y a un détecteur de fumée|Il n'y a plus de détecteur de fumée.|NOT_MET",
                "Die Bremse ist geprüft|Geprüft ist die Bremse leider nicht.|NOT_MET",
                "La alarma está conectada|No es verdad que la alarma está conectada.|NOT_MET",
                "L'alarme est raccordée|Il est faux que l'alarme est raccordée.|NOT_MET",
            })
    void aDenialCountsBesideAWordWithNo(String rule, String says, AssessedCriterion.PointState state) {
        assertThat(OneRule.state(rule, says)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A deposit of at least 200 EUR|The deposit is less than 200 EUR.|UNKNOWN",
                "A deposit of at least 200 EUR|The deposit is under 150 EUR.|NOT_MET",
                "Un résultat d'au moins 60 pour cent|Le résultat est de 72 pour cent.|MET",
                "Un résultat d'au moins 60 pour cent|Le résultat est de 41 pour cent.|NOT_MET",
                "The visa is valid until at least 1 May 2027|The visa is valid until 3 March 2027.|NOT_MET",
                "The visa is valid until at least 1 May 2027|The visa is valid until 9 August 2027.|MET",
                "Der Ausweis ist bis zum 1. Mai 2027 gültig|Der Ausweis ist bis zum 3. März 2027 gültig.|NOT_MET",
                "Der Mietvertrag läuft mindestens bis 1. Mai 2027|Der Mietvertrag läuft bis 9. August 2027.|MET",
                "El visado no caduca antes del 1 de mayo de 2027|El visado caduca el 3 de marzo de 2027.|NOT_MET",
                "Le visa est valable au moins jusqu'au 1er mai 2027|Le visa est valable jusqu'au 9 août 2027.|MET",
                "The form arrives by 1 May 2027|The form arrives on 9 August 2027.|NOT_MET",
                "A deposit of at least 200 EUR|The deposit is more than 240 EUR.|MET",
                "A deposit of at least 200 EUR|The deposit is nearly 200 EUR.|UNKNOWN",
                "A deposit of at least 200 EUR|The deposit is between 150 and 250 EUR.|UNKNOWN",
                "A deposit of at least 200 EUR|The deposit is between 220 and 250 EUR.|MET",
                "A deposit of at least 200 EUR|The deposit is 90 to 120 EUR.|NOT_MET",
                "A deposit of at least 200 EUR|The deposit is not 240 EUR.|UNKNOWN",
                "A deposit of at least 200 EUR|The deposit is 240 EUR, sorry, 140 EUR.|NOT_MET",
                "A deposit of at least 200 EUR|The deposit is 140 EUR, no, 240 EUR.|MET",
                "A deposit of at least 200 EUR|The deposit is 140, I mean 240 EUR.|MET",
                "A deposit of at least 200 EUR|The deposit is 140 EUR, no wait, 240.|MET",
                "A deposit of at least 200 EUR|The deposit is 140 EUR, no, the rent is 240 EUR.|UNKNOWN",
                "Eine Kaution von mindestens 200 EUR|Die Kaution beträgt 140, nein, 240 EUR.|MET",
                "Eine Kaution von mindestens 200 EUR|Die Kaution beträgt 240 EUR – Verzeihung, 140 EUR.|NOT_MET",
                "Una fianza de al menos 200 EUR|La fianza es de 140, perdón, 240 EUR.|MET",
                "Una fianza de al menos 200 EUR|La fianza es de 140 EUR, mejor dicho, 240 EUR.|MET",
                "Une caution d'au moins 200 EUR|La caution est de 140, non, 240 EUR.|MET",
                "Une caution d'au moins 200 EUR|La caution est de 240 EUR, pardon, 140 EUR.|NOT_MET",
                "保証金は200ユーロ以上であること|保証金は140ユーロ、いえ、240ユーロです。|MET",
                "A lease of at least 18 months|The lease runs for 12 to 24 months.|UNKNOWN",
                "Eine Kaution von höchstens 500 EUR|Die Kaution beträgt über 600 EUR.|NOT_MET",
                "Eine Kaution von höchstens 500 EUR|Die Kaution beträgt mehr als 300 EUR.|UNKNOWN",
                "Eine Kaution von höchstens 500 EUR|Die Kaution beträgt nicht mehr als 400 EUR.|MET",
                "Una fianza de al menos 200 EUR|La fianza es de casi 200 EUR.|UNKNOWN",
                "Une caution d'au moins 200 EUR|La caution est de moins de 200 EUR.|UNKNOWN",
                "保証金は200ユーロ以上であること|保証金は200ユーロ未満です。|UNKNOWN",
                "保証金は200ユーロ以下であること|保証金は150ユーロ未満です。|MET",
                "At least 40 minutes of practice a day|The practice takes 90 minutes a week.|NOT_MET",
                "At least 40 minutes of practice a day|The practice takes 420 minutes a week.|MET",
                "At least 40 minutes of practice a day|The practice takes 45 minutes every day.|MET",
                "Miete von höchstens 12.000 EUR im Jahr|Die Miete beträgt 1.400 EUR im Monat.|NOT_MET",
                "Miete von höchstens 12.000 EUR im Jahr|Die Miete beträgt monatlich 800 EUR.|MET",
                "La redevance ne dépasse pas 900 EUR|La redevance est de 1 150 EUR.|NOT_MET",
                "La redevance ne dépasse pas 900 EUR|La redevance est de 850 EUR.|MET",
                "La cuota no supera los 80 EUR|La cuota es de 95 EUR.|NOT_MET",
                "The boiler carries mark 4 of the district|The boiler carries mark 2 of the district.|UNKNOWN",
                "The boiler carries mark 4 of the district|The boiler carries mark 4 of the district.|MET",
                "Firms need 47(b)(2) status|The firm has 47(b)(2) status since 2014.|MET",
            })
    void aFigureCountsWithTheWordsAroundIt(String rule, String says, AssessedCriterion.PointState state) {
        assertThat(OneRule.state(rule, says)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Swims at least 20 lengths|His brother swims 30 lengths.|UNKNOWN",
                "Swims at least 20 lengths|Her colleague swims 30 lengths, she herself swims 8 lengths.|NOT_MET",
                "Swims at least 20 lengths|Paul's cousin swims 30 lengths.|UNKNOWN",
                "Schwimmt mindestens 20 Bahnen|Seine Schwester schwimmt 30 Bahnen.|UNKNOWN",
                "Schwimmt mindestens 20 Bahnen|Er schwimmt 30 Bahnen.|MET",
                "Nage au moins 20 longueurs|Le frère de Paul nage 30 longueurs.|UNKNOWN",
                "Nada al menos 20 largos|Su vecino nada 30 largos.|UNKNOWN",
                "Nage au moins 20 longueurs|Son mari nage 30 longueurs.|UNKNOWN",
                "体重は50 kg以上であること|お兄さんの体重は62 kg、本人の体重は44 kgです。|NOT_MET",
                "Nobody in the flat keeps a dog|Nobody in her flat keeps a dog.|MET",
                "Nobody in the flat keeps a dog|Her flatmate keeps a dog in the flat.|NOT_MET",
                "Niemand in der Wohnung hält einen Hund|Niemand in der Wohnung hält einen Hund.|MET",
                "Niemand in der Wohnung hält einen Hund|Ihr Mann hält einen Hund in der Wohnung.|NOT_MET",
                "Nadie en el piso tiene perro|Su hermano tiene un perro en el piso.|NOT_MET",
            })
    void whatIsSaidOfAnotherCountsOnlyWhereAllAreMeant(String rule, String says, AssessedCriterion.PointState state) {
        assertThat(OneRule.state(rule, says)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The shop has a fire certificate|The fire certificate of the shop has expired.|The shop has a fire certificate.",
                "The shop has a fire certificate|The shop has a fire certificate. It was revoked last week.|The shop has a fire certificate. It was issued last week.",
                "The shop has a fire certificate|The fire certificate of the shop was revoked in May.|The fire certificate of the shop was issued in May.",
                "The pilot completed the night course|The pilot began the night course but did not finish it.|The pilot completed the night course.",
                "Der Laden hat eine Brandschutzbescheinigung|Die Brandschutzbescheinigung des Ladens wurde widerrufen.|Die Brandschutzbescheinigung des Ladens liegt vor.",
                "La tienda tiene el certificado de incendios|El certificado de incendios de la tienda se ha perdido.|La tienda tiene el certificado de incendios.",
                "La boutique a un certificat incendie|Le certificat incendie de la boutique a été annulé.|La boutique a un certificat incendie.",
                "The tank holds at least 300 litres|The tank used to be one of 400 litres.|The tank is one of 400 litres.",
                "The pilot completed a night course within the last 12 months|The pilot began a night course on 3 August 2026 but never completed it.|The pilot completed a night course on 3 August 2026.",
                "The cover is at least 2000 EUR|The cover of 3000 EUR was cancelled in June.|The cover is 3000 EUR.",
            })
    void whatIsVoidIsNotMet(String rule, String says, String valid) {
        assertThat(OneRule.state(rule, valid)).as("while it is valid").isEqualTo(AssessedCriterion.PointState.MET);
        assertThat(OneRule.state(rule, says)).isNotEqualTo(AssessedCriterion.PointState.MET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The guide is at least 21 years old and has passed the first-aid course|The guide is 30 years old. The guide has not passed the first-aid course.|NOT_MET",
                "The guide is at least 21 years old and has passed the first-aid course|The guide is 30 years old.|UNKNOWN",
                "The guide is at least 21 years old and has passed the first-aid course|The guide is 30 years old. The guide has passed the first-aid course.|MET",
                "Der Hund ist höchstens 40 kg schwer und ist gegen Tollwut geimpft|Der Hund ist 30 kg schwer. Er ist nicht gegen Tollwut geimpft.|NOT_MET",
                "La cabaña mide como máximo 20 metros y tiene salida de humos|La cabaña mide 12 metros. No tiene salida de humos.|NOT_MET",
            })
    void bothClausesOfARuleMustHold(String rule, String says, AssessedCriterion.PointState state) {
        assertThat(OneRule.state(rule, says)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No more than 3 cats per house|I have 5 cats.|house|house 2|NOT_MET",
                "At least 20 players per team|We are 12 players.|team|Team 31|NOT_MET",
                "The number of visitors is at most 6|We are fine.|number|4|UNKNOWN",
                "Höchstens 3 Hunde je Haus|Ich habe 5 Hunde.|haus|Haus 2|NOT_MET",
                "The boat is at most 6 m long|It is blue.|hall|5 m long|UNKNOWN",
            })
    void aNumberThatIsKnownOfSomethingElseProvesNothing(
            String rule, String says, String name, String value, AssessedCriterion.PointState state) {
        assertThat(OneRule.state(rule, says, Map.of("place", Map.of(name, value))))
                .isEqualTo(state);
    }
}
