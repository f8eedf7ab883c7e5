package me.fhir.chitchat.seat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads a response as all the text that is in it: of a zip file the names and the contents of its entries. */
final class UnpackedBody implements HttpResponse.BodyHandler<String> {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    @Override
    public HttpResponse.BodySubscriber<String> apply(HttpResponse.ResponseInfo response) {
        return BodySubscribers.mapping(BodySubscribers.ofByteArray(), UnpackedBody::text);
    }

    private static String text(byte[] body) {
        if (!isZip(body)) {
            return new String(body, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                text.append(entry.getName())
                        .append('\n')
                        .append(text(zip.readAllBytes()))
                        .append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static boolean isZip(byte[] body) {
        for (int i = 0; i < ZIP.length; i++) {
            if (body.length <= i || body[i] != ZIP[i]) {
                return false;
            }
        }
        return true;
    }
}
