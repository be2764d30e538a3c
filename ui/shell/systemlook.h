#pragma once

#include "ui/theme/tokens.h"

#include <QObject>
#include <QPalette>

#include <memory>

namespace desk::ui {

/// What the system is set to look like: light or dark, and whether it wants high contrast. Tells when somebody changes it.
///
/// This class itself knows what the program started with, which is all on a system that does not tell. To be made before the application's
/// palette is set to ours. Lives on the GUI thread.
class SystemLook : public QObject
{
    Q_OBJECT

public:
    explicit SystemLook(QObject *parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isHighContrast() const { return m_highContrast; }
    /// The system's own colours, for high contrast.
    [[nodiscard]] const QPalette &palette() const { return m_palette; }

Q_SIGNALS:
    void changed();

protected:
    void learn(Scheme scheme, bool highContrast);
    void learn(const QPalette &palette);

private:
    QPalette m_palette;
    Scheme m_scheme;
    bool m_highContrast = false;
};

/// The one of this system.
[[nodiscard]] std::unique_ptr<SystemLook> makeSystemLook();

} // namespace desk::ui
