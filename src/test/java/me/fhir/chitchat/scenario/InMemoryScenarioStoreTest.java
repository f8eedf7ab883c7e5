package me.fhir.chitchat.scenario;

class InMemoryScenarioStoreTest extends ScenarioStoreContract {
    private final ScenarioStore store = new InMemoryScenarioStore();

    @Override
    protected ScenarioStore store() {
        return store;
    }
}
