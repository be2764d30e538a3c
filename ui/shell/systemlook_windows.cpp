#include "ui/shell/systemlook.h"

#include <QAbstractNativeEventFilter>
#include <QGuiApplication>
#include <QSettings>
#include <QTimer>

#include <qt_windows.h>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

const QString personalizeKey =
    u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"_s;

Scheme registryScheme()
{
    const QSettings registry(personalizeKey, QSettings::NativeFormat);
    return registry.value(u"AppsUseLightTheme"_s, 1).toInt() == 0 ? Scheme::Dark : Scheme::Light;
}

bool systemHighContrast()
{
    HIGHCONTRASTW contrast = {};
    contrast.cbSize = sizeof(contrast);
    return SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof(contrast), &contrast, 0)
        && (contrast.dwFlags & HCF_HIGHCONTRASTON);
}

/// The system's colours, without what the application has set.
QPalette systemColors()
{
    const std::pair<QPalette::ColorRole, int> roles[] = {
        {QPalette::Window, COLOR_WINDOW},       {QPalette::WindowText, COLOR_WINDOWTEXT},
        {QPalette::Base, COLOR_WINDOW},         {QPalette::Text, COLOR_WINDOWTEXT},
        {QPalette::Button, COLOR_BTNFACE},      {QPalette::ButtonText, COLOR_BTNTEXT},
        {QPalette::Highlight, COLOR_HIGHLIGHT}, {QPalette::HighlightedText, COLOR_HIGHLIGHTTEXT},
        {QPalette::Link, COLOR_HOTLIGHT},       {QPalette::PlaceholderText, COLOR_GRAYTEXT},
    };
    QPalette palette;
    for (const auto &[role, index] : roles) {
        const COLORREF color = GetSysColor(index);
        palette.setColor(role, QColor(GetRValue(color), GetGValue(color), GetBValue(color)));
    }
    return palette;
}

/// Hears of it as every top-level window does: WM_SETTINGCHANGE for both, which comes before the registry is quite written.
class WindowsLook : public SystemLook, public QAbstractNativeEventFilter
{
public:
    WindowsLook()
    {
        m_pause.setSingleShot(true);
        m_pause.setInterval(100);
        connect(&m_pause, &QTimer::timeout, this, &WindowsLook::look);
        qApp->installNativeEventFilter(this);
        look();
    }
    ~WindowsLook() override { qApp->removeNativeEventFilter(this); }

    bool nativeEventFilter(const QByteArray & /*type*/, void *message, qintptr * /*result*/) override
    {
        const UINT what = static_cast<MSG *>(message)->message;
        if (what == WM_SETTINGCHANGE || what == WM_SYSCOLORCHANGE || what == WM_THEMECHANGED)
            m_pause.start();
        return false;
    }

private:
    void look()
    {
        const bool contrast = systemHighContrast();
        if (contrast)
            learn(systemColors());
        learn(contrast ? scheme() : registryScheme(), contrast);
    }

    QTimer m_pause;
};

} // namespace

std::unique_ptr<SystemLook> makeSystemLook()
{
    return std::make_unique<WindowsLook>();
}

} // namespace desk::ui
