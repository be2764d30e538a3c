#include "ui/shell/systemlook.h"

#include <QGuiApplication>
#include <QStyleHints>

namespace desk::ui {

namespace {

/// Follows Qt's own word, which exists since 6.5; before, the look is what the program started with.
class MacLook : public SystemLook
{
public:
    MacLook()
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this](Qt::ColorScheme scheme) {
            learn(scheme == Qt::ColorScheme::Dark ? Scheme::Dark : Scheme::Light, isHighContrast());
        });
#endif
    }
};

} // namespace

std::unique_ptr<SystemLook> makeSystemLook()
{
    return std::make_unique<MacLook>();
}

} // namespace desk::ui
