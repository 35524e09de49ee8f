package io.rundown.leak;

import java.util.List;

/**
 * A class loader that is still in memory, and who holds it.
 *
 * @param name the class loader's name, or an empty string if it has none
 * @param type its class
 * @param id its id in the dump
 * @param classes how many classes it has defined
 * @param reason why it was looked at
 * @param strong whether somebody holds it strongly, so that no collection can free it; if not, the paths lead through soft
 *     references or finalization, or there are none
 * @param paths an immutable list of who holds it, independently of each other, nearest first
 * @param more how many further holders there are that are not told; of very many, every single reference counts
 * @param note what else is to be said, above all if nobody holds it; or an empty string
 */
public record LoaderLeak(
        String name,
        String type,
        long id,
        int classes,
        String reason,
        boolean strong,
        List<LeakPath> paths,
        long more,
        String note) {

    /** Everything, in several lines. */
    @Override
    public String toString() {
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder("class loader ");
        text.append(name.isEmpty() ? "" : "'" + name + "' ")
                .append('(')
                .append(type)
                .append(", ");
        text.append(classes)
                .append(classes == 1 ? " class" : " classes")
                .append("): ")
                .append(reason);
        int number = 0;
        for (LeakPath each : paths) {
            text.append(line).append("  ").append(++number).append(". ").append(each);
        }
        if (more > 0) {
            text.append(line).append("  ... and ").append(more).append(more == 1 ? " more holder" : " more holders");
        }
        if (!note.isEmpty()) {
            text.append(line).append("  ").append(note);
        }
        return text.toString();
    }
}
