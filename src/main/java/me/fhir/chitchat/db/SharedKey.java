package me.fhir.chitchat.db;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import me.fhir.chitchat.db.file.KeyFile;
import me.fhir.chitchat.db.rows.StorageFault;
import me.fhir.chitchat.db.sql.StoreEngine;
import me.fhir.chitchat.runtime.files.KeptSecret;
import me.fhir.chitchat.runtime.files.SecretFile;
import me.fhir.chitchat.runtime.settings.SettingException;

/**
 * A key in the database, so that all servers on it have the same. The first of them makes it, or brings that which it had in a
 * file while it was alone.
 */
final class SharedKey implements KeptSecret {
    private static final int BYTES = 32;

    private final StoreEngine engine;
    private final KeyFile key;
    private final SecretFile former;

    SharedKey(StoreEngine engine, KeyFile key, SecretFile former) {
        this.engine = engine;
        this.key = key;
        this.former = former;
    }

    @Override
    public byte[] read() throws IOException {
        byte[] mine = former.read();
        if (mine.length != BYTES) {
            mine = new byte[BYTES];
            new SecureRandom().nextBytes(mine);
        }
        return stored(mine);
    }

    /** What another server has stored meanwhile stays. */
    @Override
    public void write(byte[] bytes) {
        stored(bytes);
    }

    /** The key in the database; this one where there is none. */
    private byte[] stored(byte[] mine) {
        try (Connection connection = engine.listening().orElseThrow();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO server_keys (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO NOTHING");
                PreparedStatement select =
                        connection.prepareStatement("SELECT bytes FROM server_keys WHERE name = ?")) {
            insert.setString(1, key.word());
            insert.setString(2, Base64.getEncoder().encodeToString(mine));
            insert.executeUpdate();
            select.setString(1, key.word());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Base64.getDecoder().decode(row.getString(1));
            }
        } catch (SQLException e) {
            // With a key of its own a server would not know the handles of the others.
            throw new SettingException(
                    "The key " + key.word() + " cannot be read from " + engine.name() + ": " + StorageFault.words(e));
        }
    }

    @Override
    public String place() {
        return key.word() + " in " + engine.name();
    }
}
