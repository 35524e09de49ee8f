package io.rundown.demo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.demo.testing.TestPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SessionTest {

    @TempDir
    Path folder;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch mayStop = new CountDownLatch(1);

    @AfterEach
    void resetPlugins() {
        mayStop.countDown();
        TestPlugins.reset();
    }

    @Test
    void whatIsWrittenIsGoneAfterwards() {
        Session session = Session.open(folder);
        assertThat(session.folder()).isDirectory().hasParent(folder);

        session.close();
        session.close();

        assertThat(session.folder()).doesNotExist();
    }

    @Test
    void whoComesWhileAnotherEndsIt_waitsUntilNothingIsLeft() throws Exception {
        Session session = Session.open(folder);
        session.host().load(TestPlugins.write(folder, "tax", "1.0.0"));
        TestPlugins.stop = plugin -> stopWhenTold();
        Thread closing = new Thread(session::close);
        closing.start();
        stopping.await();

        Thread hook = new Thread(session::end);
        hook.start();
        await().until(() -> hook.getState() == Thread.State.WAITING || !hook.isAlive());
        assertThat(hook.isAlive()).isTrue();
        mayStop.countDown();
        hook.join();

        assertThat(session.folder()).doesNotExist();
        closing.join();
    }

    private void stopWhenTold() {
        stopping.countDown();
        try {
            mayStop.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPlaceForTemporaryFilesThatIsNoneIsAMistake() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Session.open(file))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("No folder for temporary files can be made in '" + file + "'")
                .hasMessageEndingWith("java -Djava.io.tmpdir=DIR names another place");
    }
}
