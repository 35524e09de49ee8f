package io.rundown.host.verify;

import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may sign plugins. */
final class Trust {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final List<X509Certificate> trusted;
    private final Set<TrustAnchor> anchors;

    Trust(List<X509Certificate> trusted) {
        this.trusted = trusted;
        this.anchors =
                trusted.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toUnmodifiableSet());
    }

    /** Why none of these is trusted, or an empty string if one is. */
    String problemWith(List<CodeSigner> signers) {
        List<String> problems = new ArrayList<>();
        for (CodeSigner signer : signers) {
            String problem = problemWith(signer);
            if (problem.isEmpty()) {
                return "";
            }
            problems.add(problem);
        }
        return String.join("; ", problems);
    }

    private String problemWith(CodeSigner signer) {
        CertPath path = signer.getSignerCertPath();
        if (!(path.getCertificates().get(0) instanceof X509Certificate certificate)) {
            return "its signer has no X.509 certificate";
        }
        String who = "its signer '" + certificate.getSubjectX500Principal().getName() + "' ";
        Instant signedAt = signer.getTimestamp() == null
                ? Instant.now()
                : signer.getTimestamp().getTimestamp().toInstant();
        String problem = validity(certificate, signedAt);
        if (problem != null) {
            return who + problem;
        }
        return trusted.contains(certificate) ? "" : vouched(path, certificate, who, signedAt);
    }

    private static @Nullable String validity(X509Certificate certificate, Instant at) {
        try {
            certificate.checkValidity(Date.from(at));
            return null;
        } catch (CertificateExpiredException e) {
            return "has a certificate that expired at "
                    + certificate.getNotAfter().toInstant();
        } catch (CertificateNotYetValidException e) {
            return "has a certificate that is not valid before "
                    + certificate.getNotBefore().toInstant();
        }
    }

    /** Whether somebody trusted stands at the end of the chain. */
    private String vouched(CertPath path, X509Certificate certificate, String who, Instant at) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            if (usages != null && !usages.contains(CODE_SIGNING) && !usages.contains(ANY_USAGE)) {
                return who + "has a certificate that is not meant for signing code";
            }
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX").validate(withoutAnchors(path), parameters);
            return "";
        } catch (CertificateParsingException e) {
            return who + "has a malformed certificate: " + e.getMessage();
        } catch (CertPathValidatorException e) {
            return who
                    + (e.getReason() == BasicReason.EXPIRED
                            ? "was vouched for with a certificate that has expired"
                            : "is not trusted: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            return who + "cannot be judged: " + e.getMessage();
        }
    }

    /** A chain that brings the certificate of its authority along, up to there. */
    private CertPath withoutAnchors(CertPath path) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (var each : path.getCertificates()) {
            if (!(each instanceof X509Certificate certificate) || trusted.contains(certificate)) {
                break;
            }
            chain.add(certificate);
        }
        return CertificateFactory.getInstance("X.509").generateCertPath(chain);
    }
}
