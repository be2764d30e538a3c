#pragma once

#include "app/composition.h"
#include "app/threads.h"

#include <memory>

namespace desk {

/// Runs the whole desk on a thread of its own, "core", for a program that has a GUI thread beside it.
///
/// Belongs to the GUI thread. What it hands out lives on the core thread, from the moment when start() has answered well until
/// stop(): whoever works with it there has to be closed before.
class DeskThread
{
public:
    explicit DeskThread(Settings settings);
    ~DeskThread();

    /// Starts the desk, once. @return the address that it serves at, or the error of Composition::start(); see stage().
    [[nodiscard]] QFuture<Result<QUrl>> start();
    /// How far the start came. To be asked once start() has answered.
    [[nodiscard]] Composition::Stage stage() const { return m_stage; }
    /// Stops the desk, at the end of its start when that is under way, and waits for the thread.
    void stop();

    [[nodiscard]] QObject &context() { return m_context; }
    [[nodiscard]] DeskServices &services() { return m_composition->services(); }
    [[nodiscard]] EventHub &events() { return m_composition->events(); }

private:
    Settings m_settings;
    QObject m_context;                          ///< on the core thread
    std::unique_ptr<Composition> m_composition; ///< made, used and destroyed on the core thread
    Composition::Stage m_stage = Composition::Stage::Folder;
    WorkerThread m_thread;
};

} // namespace desk
