package me.fhir.chitchat.rehearsal.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit by comparison names the measure and, where the grammar is certain, whose it is. */
class ComparativesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Boot nicht breiter als 3 Meter | Breite des Boots höchstens 3 Meter",
                "Der Anhänger darf nicht länger als 6 Meter sein | Länge des Anhängers höchstens 6 Meter",
                "Proben nicht lauter als 85 Dezibel | Lautstärke der Proben höchstens 85 Dezibel",
                "Haus nicht höher als 9 Meter | Höhe des Hauses höchstens 9 Meter",
                "Mauer nicht höher als 2 Meter | Höhe (Mauer) höchstens 2 Meter",
                "Perro no más pesado de 35 kg | Peso del perro hasta 35 kg",
                "Terraza no más ancha de 3 metros | Anchura de la terraza hasta 3 metros",
                "Puente no más alto de 5 metros | Altura (puente) hasta 5 metros",
                "Camion pas plus long que 7 mètres | Longueur du camion jusqu'à 7 mètres",
                "Enseigne pas plus haute que 2 mètres | Hauteur de l'enseigne jusqu'à 2 mètres",
                "Murs pas plus hauts que 2 mètres | Hauteur des murs jusqu'à 2 mètres",
                "Drone no heavier than 10 kg | Weight of the drone up to 10 kg",
                "The stalls must be no wider than 3 m | Width of the stalls up to 3 m",
                "Contract no longer than 3 months | Contract no longer than 3 months"
            })
    void aComparisonIsPutAsAMeasureOfItsSubject(String rule, String measure) {
        assertThat(Comparatives.spelledOut(rule)).isEqualTo(measure);
    }
}
