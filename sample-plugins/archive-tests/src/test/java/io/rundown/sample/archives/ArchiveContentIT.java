package io.rundown.sample.archives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveContentIT {

    @ParameterizedTest
    @CsvSource({
        "tax-1.0, tax, 1.0.0, TaxPlugin, TaxRule,",
        "tax-2.0, tax, 2.0.0, TaxPlugin, TaxRule,",
        "tax-3.0, tax, 3.0.0, TaxPlugin, TaxRule,",
        "fraud, fraud, 1.0.0, FraudPlugin, DeskReview RiskCheck,",
        "rates, rates, 1.0.0, RatesPlugin, TableRates,",
        "carrier, carrier, 1.0.0, CarrierPlugin, ParcelCarrier, rates@>=1.0.0",
        "audit, audit, 1.0.0, AuditPlugin, ChecksumTrail,",
    })
    void jar_hasItsManifestItsIndexAndItsOwnClassesOnly(
            String archive, String id, String version, String plugin, String extensions, @Nullable String dependencies)
            throws IOException {
        String ownPackage = "io.rundown.sample." + id + ".";
        String[] indexed =
                Arrays.stream(extensions.split(" ")).map(ownPackage::concat).toArray(String[]::new);
        try (JarFile jar = new JarFile(Archives.built(archive + ".jar").toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Plugin-Id")).isEqualTo(id);
            assertThat(manifest.getValue("Plugin-Version")).isEqualTo(version);
            assertThat(manifest.getValue("Plugin-Class")).isEqualTo(ownPackage + plugin);
            assertThat(manifest.getValue("Plugin-Description")).isNotBlank().doesNotContain("${");
            assertThat(manifest.getValue("Plugin-Provider")).isEqualTo("Rundown samples");
            assertThat(manifest.getValue("Plugin-License")).isEqualTo("Apache-2.0");
            assertThat(manifest.getValue("Plugin-Dependencies")).isEqualTo(dependencies);

            assertThat(extensions(jar, "META-INF/extensions.idx")).containsExactlyInAnyOrder(indexed);
            assertThat(classes(jar, ""))
                    .contains(ownPackage + plugin)
                    .contains(indexed)
                    .allMatch(name -> name.startsWith(ownPackage));
        }
    }

    @Test
    void ledgerZip_hasItsDescriptorItsClassesAndItsLibrary() throws IOException {
        try (ZipFile zip = new ZipFile(Archives.built("ledger.zip").toFile())) {
            Properties descriptor = new Properties();
            descriptor.load(open(zip, "plugin.properties"));
            assertThat(descriptor)
                    .containsEntry("plugin.id", "ledger")
                    .containsEntry("plugin.version", "1.0.0")
                    .containsEntry("plugin.class", "io.rundown.sample.ledger.LedgerPlugin")
                    .containsEntry("plugin.provider", "Rundown samples")
                    .containsEntry("plugin.license", "Apache-2.0")
                    .containsKey("plugin.description");
            assertThat(descriptor.values()).noneMatch(value -> value.toString().contains("${"));

            assertThat(extensions(zip, "classes/META-INF/extensions.idx"))
                    .containsExactly("io.rundown.sample.ledger.DatabaseLedger");
            assertThat(classes(zip, "classes/"))
                    .contains("io.rundown.sample.ledger.LedgerPlugin")
                    .allMatch(name -> name.startsWith("io.rundown.sample.ledger."));
            assertThat(names(zip).stream().filter(name -> name.startsWith("lib/") && !name.endsWith("/")))
                    .singleElement()
                    .satisfies(name -> assertThat(name).matches("lib/h2-[0-9.]+\\.jar"));
        }
    }

    private static List<String> names(ZipFile archive) {
        return archive.stream().map(ZipEntry::getName).toList();
    }

    private static List<String> classes(ZipFile archive, String folder) {
        return names(archive).stream()
                .filter(name -> name.endsWith(".class"))
                .map(name -> name.substring(folder.length(), name.length() - ".class".length())
                        .replace('/', '.'))
                .toList();
    }

    private static List<String> extensions(ZipFile archive, String index) throws IOException {
        try (InputStream in = open(archive, index)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static InputStream open(ZipFile archive, String name) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        assertThat(entry).as("%s in %s", name, names(archive)).isNotNull();
        return archive.getInputStream(entry);
    }
}
