package me.fhir.chitchat.rehearsal.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points have short names, by which they are spoken of again. */
class PointNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Light level of at most 50 lux | Light level",
                "Age of at least 16 | Age",
                "Bike bought within the last 24 months | Bike bought",
                "At least 5 days without heating | At least 5 days without heating",
                "Total: at most 16000 EUR | Total",
                "Contractors: a sponsor within 30 days | Contractors",
                "A description of the damage | A description of the damage",
                "Flammpunkt von mindestens 23 °C | Flammpunkt",
                "Sicherheitsdatenblatt nicht älter als 24 Monate | Sicherheitsdatenblatt",
                "Medios económicos de al menos 7200 euros | Medios económicos",
                "Montant inférieur à 5 000 € | Montant",
                "Solicitud presentada dentro de los 30 días desde la apertura | Solicitud presentada",
                "Entre 1 et 4 jours par semaine | Jours par semaine",
                "Höchstens 3 Tage pro Woche | Tage pro Woche",
                "Como máximo 6 horas sola al día | Horas sola al día",
                "Between 3 and 12 years | Between 3 and 12 years",
                "Haftpflichtversicherung mit mindestens 2.000.000 Euro | Haftpflichtversicherung",
                "Das Haushaltseinkommen darf höchstens 2.150,00 € im Monat betragen | Haushaltseinkommen",
                "Overhead must not exceed 15 percent | Overhead",
                "La caution doit être d'au moins 150 euros | Caution",
                "A face-to-face visit within the last 6 months | Face-to-face visit",
                "通院日数5日以上 | 通院日数",
                "事故から30日以内の請求 | 事故から30日以内の請求"
            })
    void aPointHasAShortName(String title, String name) {
        assertThat(PointName.of(title)).isEqualTo(name);
    }
}
