package me.fhir.chitchat.db.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://me:se%3Acr%40et@db.example:5433/chat?sslmode=require, me@db.example:5433/chat",
        "postgres://me:se%3Acr%40et@db.example:5433/chat?sslmode=require, me@db.example:5433/chat",
        "'jdbc:postgresql://one:5432,two:5432/chat?user=me&password=se:cr%40et&sslmode=require',"
                + " 'me@one:5432,two:5432/chat'"
    })
    void takesUserAndPasswordOutOfTheAddress(String given, String name) {
        assertThat(given).matches(Pattern.compile(PostgresAddress.FORM));
        PostgresAddress address = new PostgresAddress(given);
        assertThat(address.settings())
                .containsEntry("user", "me")
                .containsEntry("password", "se:cr@et")
                .containsEntry("sslmode", "require");
        assertThat(address.url()).doesNotContain("cr", "me:").startsWith("jdbc:postgresql://");
        assertThat(address).hasToString(name);
    }

    @Test
    void aPlusInAPasswordIsAPlus() {
        assertThat(new PostgresAddress("jdbc:postgresql://me:a+b@host/chat").settings())
                .containsEntry("password", "a+b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:data.db", "jdbc:postgresql://host", "mysql://me@host/chat", "host/chat"})
    void otherAddressesAreRefused(String given) {
        assertThat(given).doesNotMatch(Pattern.compile(PostgresAddress.FORM));
    }

    @Test
    void noSettingShowsThePassword() {
        StorageConfiguration storage =
                new StorageConfiguration(null, null, null, "jdbc:postgresql://me:secret@host/chat");
        assertThat(storage.toString()).isEqualTo("me@host/chat");
    }
}
