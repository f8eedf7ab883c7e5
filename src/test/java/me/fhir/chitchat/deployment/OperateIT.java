package me.fhir.chitchat.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts of {@code src/main/k8s} that deploy, wipe, back up and restore, with a stand-in for kubectl whose cluster is a
 * folder: what is executed in a pod runs for real, and every call is written down.
 */
class OperateIT {
    private static final String DATA = "SQLite format 3\0of the cluster";

    @TempDir
    Path folder;

    private Path cluster;

    @BeforeEach
    void makeCluster() throws IOException {
        cluster = Files.createDirectory(folder.resolve("cluster"));
        for (String place : List.of("data", "tmp", "backup", "bin")) {
            Files.createDirectory(cluster.resolve(place));
        }
        Path kubectl = Files.copy(Path.of("src/test/resources/kubernetes/kubectl"), cluster.resolve("bin/kubectl"));
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>(
                Map.of("CLUSTER", cluster.toString(), "PATH", cluster.resolve("bin") + ":" + System.getenv("PATH")));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private FinishedProcess run(String script, String... environment) {
        Path file = Path.of("src/main/k8s", script + ".sh").toAbsolutePath();
        return FinishedProcess.command(List.of("bash", file.toString()), folder, environment(environment), "");
    }

    private void steer(String... files) throws IOException {
        for (String file : files) {
            Files.createFile(cluster.resolve(file));
        }
    }

    private List<String> calls() throws IOException {
        return Files.exists(cluster.resolve("calls")) ? Files.readAllLines(cluster.resolve("calls")) : List.of();
    }

    /** The calls that change something. */
    private List<String> changes() throws IOException {
        List<String> changes = new ArrayList<>(calls());
        changes.removeIf(
                call -> call.startsWith("get ") || call.startsWith("config ") || call.startsWith("api-resources"));
        return changes;
    }

    private Path manifest() throws IOException {
        return Files.writeString(folder.resolve("kubernetes.yml"), "kind: Job\n");
    }

    @Test
    void aBackupIsCopiedCheckedAndLeavesNothingInThePod() throws Exception {
        FinishedProcess ran = run("backup", "BACKUP", "copy.db");

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(folder.resolve("copy.db")).content(UTF_8).isEqualTo(DATA);
        assertThat(cluster.resolve("tmp")).isEmptyDirectory();
        assertThat(folder.resolve("copy.db.partial")).doesNotExist();
        assertThat(run("backup", "BACKUP", "copy.db").output()).contains("never overwrites");
    }

    @Test
    void aBackupThatDoesNotFitIntoTheTemporaryFolderIsMadeBesideTheData() throws Exception {
        steer("full");

        assertThat(run("backup", "BACKUP", "copy.db").exit()).isZero();
        assertThat(folder.resolve("copy.db")).content(UTF_8).isEqualTo(DATA);
        assertThat(cluster.resolve("data")).isEmptyDirectory();
    }

    @Test
    void aBackupThatIsCutOffIsNotKept() throws Exception {
        steer("cut");

        FinishedProcess ran = run("backup", "BACKUP", "copy.db");

        assertThat(ran.exit()).isNotZero();
        assertThat(ran.output()).contains("damaged on its way");
        assertThat(folder.resolve("copy.db")).doesNotExist();
        assertThat(folder.resolve("copy.db.partial")).doesNotExist();
        assertThat(cluster.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aRestoreStopsTheServerAndStartsItAgain() throws Exception {
        Files.writeString(folder.resolve("backup.db"), DATA);

        FinishedProcess ran = run("restore", "BACKUP", "backup.db");

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(cluster.resolve("data/data.db")).content(UTF_8).isEqualTo(DATA);
        assertThat(changes())
                .containsSubsequence(
                        "scale deploy/interop-api --replicas=0",
                        "wait --for=delete pod -l app=interop-api --timeout=60s",
                        "apply -f -",
                        "exec restore -- java -jar /app/interop-api.jar restore /backup/backup.db",
                        "delete pod restore --ignore-not-found --grace-period=1",
                        "scale deploy/interop-api --replicas=1",
                        "rollout status deploy/interop-api --timeout=180s");
        assertThat(Files.readString(cluster.resolve("applied")))
                .contains("image: \"interop-api:v1\"", "runAsNonRoot: true", "claimName: convo-db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "restore-fails"})
    void aRestoreThatFailsBringsTheServerBackWithItsData(String fault) throws Exception {
        Files.writeString(folder.resolve("backup.db"), DATA);
        steer(fault);

        FinishedProcess ran = run("restore", "BACKUP", "backup.db");

        assertThat(ran.exit()).isNotZero();
        assertThat(ran.output()).contains("The database is as it was");
        assertThat(cluster.resolve("data")).isEmptyDirectory();
        assertThat(changes())
                .endsWith(
                        "delete pod restore --ignore-not-found --grace-period=1",
                        "scale deploy/interop-api --replicas=1",
                        "rollout status deploy/interop-api --timeout=180s");
    }

    @Test
    void aNightlyBackupIsRestoredByItsNameOrTheNewest() throws Exception {
        Files.writeString(cluster.resolve("backup/chitchat-20260101T000000Z.db"), "old");
        Files.writeString(cluster.resolve("backup/chitchat-20260102T000000Z.db"), "new");

        assertThat(run("restore", "BACKUP", "nightly").exit()).isZero();
        assertThat(cluster.resolve("data/data.db")).hasContent("new");
        assertThat(Files.readString(cluster.resolve("applied"))).contains("claimName: convo-backup, readOnly: true");
        assertThat(run("restore", "BACKUP", "nightly/chitchat-20260101T000000Z.db")
                        .exit())
                .isZero();
        assertThat(cluster.resolve("data/data.db")).hasContent("old");

        FinishedProcess missing = run("restore", "BACKUP", "nightly/other.db");
        assertThat(missing.exit()).isNotZero();
        assertThat(missing.output()).contains("no such backup");
    }

    @Test
    void failedRestoreLeavesTheServerRunning() throws Exception {
        Files.writeString(folder.resolve("text"), "no database");
        assertThat(run("restore", "BACKUP", "text").output()).contains("no readable backup");
        assertThat(run("restore", "BACKUP", "nowhere.db").output()).contains("no readable backup");
        assertThat(run("restore").output()).contains("Name the backup");
        Files.writeString(folder.resolve("backup.db"), DATA);
        steer("no-server");
        assertThat(run("restore", "BACKUP", "backup.db").output()).contains("There is no server");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aWipeWaitsAndTidiesUp() throws Exception {
        FinishedProcess ran = run("wipe", "WIPE", "db", "MANIFEST", manifest().toString());

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(changes())
                .containsExactly(
                        "delete --ignore-not-found job/wipe-convo-db configmap/wipe-convo-db",
                        "apply -f " + folder.resolve("kubernetes.yml"),
                        "logs job/wipe-convo-db",
                        "delete --ignore-not-found job/wipe-convo-db configmap/wipe-convo-db");
    }

    @Test
    void aWipeThatFailsSaysSo() throws Exception {
        steer("job-fails");
        assertThat(run("wipe", "WIPE", "db", "MANIFEST", manifest().toString()).exit())
                .isNotZero();
    }

    @Test
    void aWipeOfWhatIsNotThereChangesNothing() throws Exception {
        assertThat(run("wipe", "WIPE", "all", "MANIFEST", manifest().toString()).output())
                .contains("must be db or debug");
        steer("no-claim");
        assertThat(run("wipe", "WIPE", "debug", "MANIFEST", manifest().toString())
                        .output())
                .contains("There is no claim debug-logs");
        assertThat(changes()).isEmpty();
    }

    @Test
    void fileCommandsRefuseWhenDataIsInPostgresql() throws Exception {
        steer("postgresql");
        Path backup = Files.writeString(folder.resolve("b.db"), "SQLite format 3\0");

        FinishedProcess wipe = run("wipe", "WIPE", "db", "MANIFEST", manifest().toString());
        FinishedProcess restore = run("restore", "BACKUP", backup.toString());

        assertThat(List.of(wipe.exit(), restore.exit())).doesNotContain(0);
        assertThat(wipe.output()).contains("the data is in PostgreSQL", "Nothing was wiped");
        assertThat(restore.output()).contains("the data is in PostgreSQL", "Nothing was changed");
        assertThat(changes()).isEmpty();
    }

    @Test
    void undeployingKeepsDataSecretsAndTheNamespace() throws Exception {
        FinishedProcess ran = run("undeploy");

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(changes()).hasSize(1).allSatisfy(call -> assertThat(call)
                .contains("deploy/interop-api", "service/interop-api", "ingress/interop-api")
                .doesNotContain("pvc", "secret", "namespace", "convo-backup"));
        assertThat(ran.output()).contains("persistentvolumeclaim/convo-db");
    }

    @Test
    void nothingIsDeployedThatWasNotBuiltOrThatIsMistyped() throws Exception {
        String[] image = {
            "MANIFEST",
            manifest().toString(),
            "IMAGE",
            "nobody.invalid/interop-api",
            "TAG",
            "v0",
            "FRAGMENTS",
            "storage,app",
            "BUILD_DIRECTORY",
            folder.toString()
        };
        assertThat(run("deploy", image).output()).contains("nobody.invalid/interop-api:v0 was not built here");
        image[7] = "storage,ap";
        assertThat(run("deploy", image).output()).contains("\"ap\"", "There are: app autoscale backup");
        assertThat(changes()).isEmpty();

        image[7] = "storage,app";
        Files.createDirectories(folder.resolve("docker/nobody.invalid/interop-api/v0"));
        FinishedProcess ran = run("deploy", image);
        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(changes())
                .containsExactly(
                        "apply --server-side --force-conflicts -f -",
                        "rollout status deploy/interop-api --timeout=180s");
    }

    @Test
    void nothingIsDeployedWithoutItsClaimOrBesideAnotherWayIn() throws Exception {
        steer("no-claim");
        assertThat(deploy("claimName: debug-logs\n")).contains("no claim debug-logs", "Nothing was applied");
        assertThat(deploy("kind: PersistentVolumeClaim\nmetadata:\n  name: debug-logs\n---\nclaimName: debug-logs\n"))
                .contains("Deployed interop-api:v1");
        assertThat(changes()).hasSize(2);

        assertThat(deploy("kind: Ingress\n")).contains("-Dinterop.access=gateway", "nothing was applied");
        steer("no-other-way-in");
        assertThat(deploy("kind: Ingress\n")).contains("Deployed interop-api:v1");
        assertThat(changes()).hasSize(4);
    }

    /** What a deployment of this manifest says, with an image that was built. */
    private String deploy(String manifest) throws IOException {
        Path file = Files.writeString(folder.resolve("kubernetes.yml"), manifest);
        Files.createDirectories(folder.resolve("docker/interop-api/v1"));
        return run(
                        "deploy",
                        "MANIFEST",
                        file.toString(),
                        "IMAGE",
                        "interop-api",
                        "TAG",
                        "v1",
                        "FRAGMENTS",
                        "app",
                        "BUILD_DIRECTORY",
                        folder.toString())
                .output();
    }

    @Test
    void withoutAClusterNothingIsTried() throws Exception {
        steer("nowhere");
        for (String script : List.of("deploy", "undeploy", "wipe", "backup", "restore")) {
            FinishedProcess ran = run(script);
            assertThat(ran.exit()).isNotZero();
            assertThat(ran.output()).contains("no current context");
        }
        assertThat(changes()).isEmpty();
    }

    @Test
    void mavenRendersTheWipeAndRunsTheScript() throws Exception {
        Checkout checkout = Checkout.in(Files.createDirectory(folder.resolve("checkout")));

        FinishedProcess ran = checkout.maven(environment(), "-Pwipe", "-Djkube.namespace=elsewhere");

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("namespace: elsewhere", "Wiped convo-db");
        assertThat(checkout.manifests().names()).contains("Job/wipe-convo-db");
        FinishedProcess typo = checkout.maven(environment(), "-Pwipe", "-Dinterop.wipe=dbb");
        assertThat(typo.exit()).isNotZero();
        assertThat(typo.output()).contains("must be db or debug");
    }
}
