package me.fhir.chitchat.http.admission;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that was read whole before its request is served. */
final class ReadBody extends ServletInputStream {
    private static final byte[] NOTHING = {};

    private final @Nullable IOException failure;
    private byte[] whole;
    private ByteArrayInputStream bytes;

    ReadBody(byte[] bytes) {
        this(bytes, null);
    }

    private ReadBody(byte[] bytes, @Nullable IOException failure) {
        this.whole = bytes;
        this.bytes = new ByteArrayInputStream(bytes);
        this.failure = failure;
    }

    /** A body that broke off; reading it fails as it did. */
    static ReadBody broken(IOException failure) {
        return new ReadBody(NOTHING, failure);
    }

    @Override
    public int read() throws IOException {
        throwFailure();
        return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        throwFailure();
        int read = bytes.read(buffer, offset, length);
        if (bytes.available() == 0) {
            forget();
        }
        return read;
    }

    /** What was not read yet, without a copy where that is everything. Nothing is kept. */
    byte[] take() throws IOException {
        throwFailure();
        byte[] rest = bytes.available() == whole.length ? whole : bytes.readAllBytes();
        forget();
        return rest;
    }

    /** Its request may wait for long from now on. */
    private void forget() {
        whole = NOTHING;
        bytes = new ByteArrayInputStream(whole);
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public boolean isFinished() {
        return failure == null && bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("the body was read already");
    }
}
