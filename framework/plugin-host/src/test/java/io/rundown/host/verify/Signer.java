package io.rundown.host.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;
import javax.security.auth.x500.X500Principal;
import jdk.security.jarsigner.JarSigner;
import org.jspecify.annotations.Nullable;

/** Somebody with a key and a certificate, who signs jars. The JDK has no API that makes certificates, so this has. */
public final class Signer {

    private static final String SHA256_WITH_ECDSA = "300a06082a8648ce3d040302";
    private static final String IS_AUTHORITY = "300f0603551d130101ff040530030101ff";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> chain;

    private Signer(String name, Kind kind, @Nullable Signer authority) {
        this.name = name;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            keys = generator.generateKeyPair();
            KeyPair issuer = authority == null ? keys : authority.keys;
            byte[] body = body(kind, authority == null ? name : authority.name);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuer.getPrivate());
            signature.update(body);
            byte[] encoded = der(
                    0x30,
                    body,
                    HexFormat.of().parseHex(SHA256_WITH_ECDSA),
                    der(0x03, new byte[] {0}, signature.sign()));
            certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            chain = authority == null ? List.of(certificate) : List.of(certificate, authority.certificate);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What a certificate is made for. */
    private enum Kind {
        CODE("3013 0603551d25 040c300a 06082b06010505070303"),
        SERVER("3013 0603551d25 040c300a 06082b06010505070301"),
        AUTHORITY(IS_AUTHORITY),
        EXPIRED(""),
        EXPIRED_AUTHORITY(IS_AUTHORITY),
        FUTURE(""),
        ANYTHING("");

        private final String extension;

        Kind(String extension) {
            this.extension = extension.replace(" ", "");
        }

        Instant begin(Instant now) {
            return switch (this) {
                case FUTURE -> now.plus(Duration.ofDays(10));
                default -> now.minus(Duration.ofDays(20));
            };
        }

        Instant end(Instant now) {
            return switch (this) {
                case EXPIRED, EXPIRED_AUTHORITY -> now.minus(Duration.ofDays(10));
                default -> now.plus(Duration.ofDays(20));
            };
        }
    }

    public static Signer selfSigned(String name) {
        return new Signer(name, Kind.ANYTHING, null);
    }

    static Signer expired(String name) {
        return new Signer(name, Kind.EXPIRED, null);
    }

    static Signer future(String name) {
        return new Signer(name, Kind.FUTURE, null);
    }

    static Signer authority(String name) {
        return new Signer(name, Kind.AUTHORITY, null);
    }

    static Signer expiredAuthority(String name, Signer authority) {
        return new Signer(name, Kind.EXPIRED_AUTHORITY, authority);
    }

    Signer vouchesFor(String who) {
        return new Signer(who, Kind.CODE, this);
    }

    /** A certificate for a server that answers in a network. */
    Signer vouchesForServer(String who) {
        return new Signer(who, Kind.SERVER, this);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Puts a signature into a jar. */
    public Path sign(Path jar) {
        Path signed = jar.resolveSibling("signed-by-" + name + "-" + jar.getFileName());
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(
                            keys.getPrivate(),
                            CertificateFactory.getInstance("X.509").generateCertPath(chain))
                    .signatureAlgorithm("SHA256withECDSA")
                    .signerName(name)
                    .build()
                    .sign(in, out);
            return signed;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] body(Kind kind, String issuer) {
        Instant now = Instant.now();
        byte[] extensions = kind.extension.isEmpty()
                ? new byte[0]
                : der(0xa3, der(0x30, HexFormat.of().parseHex(kind.extension)));
        return der(
                0x30,
                der(0xa0, der(0x02, new byte[] {2})),
                der(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                HexFormat.of().parseHex(SHA256_WITH_ECDSA),
                new X500Principal("CN=" + issuer).getEncoded(),
                der(0x30, time(kind.begin(now)), time(kind.end(now))),
                new X500Principal("CN=" + name).getEncoded(),
                keys.getPublic().getEncoded(),
                extensions);
    }

    private static byte[] time(Instant at) {
        return der(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    /** A value in distinguished encoding: tag, length, content. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            value.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        } else if (length >= 0x80) {
            value.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            value.write(length);
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }
}
