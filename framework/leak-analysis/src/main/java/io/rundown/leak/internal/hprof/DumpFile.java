package io.rundown.leak.internal.hprof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a dump, mapped into memory piece by piece, since one mapping holds no more than two gigabytes. Neighboring
 * pieces overlap by as much as the largest value is long, so that any value can be read from the piece that it begins in.
 *
 * <p>Positions are not checked against the end of the file other than by the mapping itself: whoever reads a record looks
 * first whether it is whole. Any number of threads may read.
 */
public final class DumpFile {

    /** Pieces of one gigabyte. */
    static final int DEFAULT_CHUNK_SHIFT = 30;

    private static final int OVERLAP = Long.BYTES - 1;
    private static final int LONGEST_VERSION = 32;

    private final ByteBuffer[] chunks;
    private final int shift;
    private final int mask;
    private final long size;
    private final int idSize;
    private final long firstRecord;

    private DumpFile(ByteBuffer[] chunks, int shift, long size) throws BadDumpException {
        this.chunks = chunks;
        this.shift = shift;
        this.mask = (1 << shift) - 1;
        this.size = size;
        int versionLength = versionLength();
        long afterVersion = versionLength + 1L;
        if (size < afterVersion + Integer.BYTES + Long.BYTES) {
            throw new BadDumpException(size, "truncated: it ends within its header, after " + size + " bytes");
        }
        this.idSize = i4(afterVersion);
        if (idSize != Integer.BYTES && idSize != Long.BYTES) {
            throw new BadDumpException(
                    afterVersion, "corrupt at byte " + afterVersion + ": object ids of " + idSize + " bytes");
        }
        this.firstRecord = afterVersion + Integer.BYTES + Long.BYTES;
    }

    /**
     * Opens a dump. The file may be deleted while it is mapped, but not be made shorter.
     *
     * @throws BadDumpException if it is no heap dump, or the thread is interrupted, which it stays
     */
    static DumpFile open(Path path, int chunkShift) throws IOException {
        if (Files.isDirectory(path)) {
            throw new BadDumpException(0, "it is a folder");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer[] chunks = new ByteBuffer[Math.toIntExact((size >>> chunkShift) + 1)];
            for (int i = 0; i < chunks.length; i++) {
                long start = (long) i << chunkShift;
                long length = Math.min(size - start, (1L << chunkShift) + OVERLAP);
                chunks[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
            }
            return new DumpFile(chunks, chunkShift, size);
        } catch (NoSuchFileException e) {
            throw new BadDumpException(0, "there is no such file");
        } catch (ClosedByInterruptException e) {
            // Which leaves the thread interrupted.
            throw new BadDumpException(0, "the thread that was to read it was interrupted");
        }
    }

    private int versionLength() throws BadDumpException {
        String expected = "JAVA PROFILE 1.0";
        if (size == 0) {
            throw new BadDumpException(0, "it is empty");
        }
        if (size >= 2 && u1(0) == 0x1f && u1(1) == 0x8b) {
            throw new BadDumpException(0, "it is compressed with gzip: unpack it first");
        }
        for (int i = 0; i < expected.length() && i < size; i++) {
            if (u1(i) != expected.charAt(i)) {
                throw new BadDumpException(0, "it is not a heap dump: it does not begin with '" + expected + "'");
            }
        }
        for (int i = expected.length(); i < Math.min(size, LONGEST_VERSION); i++) {
            if (u1(i) == 0) {
                if (i == expected.length() + 2 && u1(i - 1) == '3') {
                    throw new BadDumpException(0, "it is a dump of Android: convert it with hprof-conv");
                }
                return i;
            }
        }
        if (size < LONGEST_VERSION) {
            throw new BadDumpException(size, "truncated: it ends within its header, after " + size + " bytes");
        }
        throw new BadDumpException(0, "it is not a heap dump: its version does not end");
    }

    long size() {
        return size;
    }

    /** How many bytes an object id has: 4 or 8. */
    public int idSize() {
        return idSize;
    }

    /** Where the first record begins. */
    long firstRecord() {
        return firstRecord;
    }

    public int u1(long at) {
        return chunks[(int) (at >>> shift)].get((int) at & mask) & 0xff;
    }

    public int u2(long at) {
        return chunks[(int) (at >>> shift)].getShort((int) at & mask) & 0xffff;
    }

    public int i4(long at) {
        return chunks[(int) (at >>> shift)].getInt((int) at & mask);
    }

    public long u4(long at) {
        return i4(at) & 0xffffffffL;
    }

    public long i8(long at) {
        return chunks[(int) (at >>> shift)].getLong((int) at & mask);
    }

    public long id(long at) {
        return idSize == Long.BYTES ? i8(at) : u4(at);
    }

    byte[] bytes(long at, int length) {
        byte[] read = new byte[length];
        for (int i = 0; i < length; i++) {
            read[i] = (byte) u1(at + i);
        }
        return read;
    }

    String utf8(long at, int length) {
        return new String(bytes(at, length), StandardCharsets.UTF_8);
    }
}
