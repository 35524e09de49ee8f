package io.rundown.host;

import io.rundown.host.jmx.GenerationData;
import io.rundown.host.jmx.PluginData;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.PluginTotals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model as JMX wants it: getters, and nothing that a client may not know. */
final class HostBeanData {

    private HostBeanData() {}

    record Generation(GenerationStatus status, boolean isCurrent) implements GenerationData {

        @Override
        public String getPluginId() {
            return status.pluginId();
        }

        @Override
        public String getVersion() {
            return status.version();
        }

        @Override
        public int getGeneration() {
            return status.generation();
        }

        @Override
        public String getPhase() {
            return status.phase().name();
        }

        @Override
        public String getPhaseSince() {
            return status.phaseSince().toString();
        }

        @Override
        public String getFile() {
            return status.file().toString();
        }

        @Override
        public String getSince() {
            return status.since().toString();
        }

        @Override
        public List<String> getDependsOn() {
            return status.dependsOn();
        }

        @Override
        public List<String> getDependents() {
            return status.dependents();
        }

        @Override
        public long getCalls() {
            return status.calls();
        }

        @Override
        public long getInside() {
            return status.inside();
        }

        @Override
        public long getRefused() {
            return status.refused();
        }

        @Override
        public @Nullable String getDrainingSince() {
            return status.drain() == null ? null : status.drain().since().toString();
        }

        @Override
        public long getRefusedWhileDraining() {
            return status.drain() == null ? 0 : status.drain().refused();
        }
    }

    record Plugin(PluginTotals totals) implements PluginData {

        @Override
        public String getPluginId() {
            return totals.pluginId();
        }

        @Override
        public int getLoaded() {
            return totals.loaded();
        }

        @Override
        public int getPresent() {
            return totals.present();
        }

        @Override
        public long getCalls() {
            return totals.calls();
        }

        @Override
        public long getInside() {
            return totals.inside();
        }

        @Override
        public long getRefused() {
            return totals.refused();
        }
    }
}
