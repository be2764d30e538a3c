<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>desk::ui::ChatPane</name>
        <message>
            <source>That message belongs to another ticket of this person.</source>
            <translation>Ese mensaje es de otro ticket de esta persona.</translation>
        </message>
        <message>
            <source>Choose a ticket. Alt+Down opens the next one.</source>
            <translation>Elige un ticket. Alt+↓ abre el siguiente.</translation>
        </message>
        <message>
            <source>The conversation could not be read.</source>
            <translation>No se pudo leer la conversación.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Nothing has been said on this ticket yet.</source>
            <translation>Aún no hay mensajes en este ticket.</translation>
        </message>
        <message>
            <source>Reply to this</source>
            <translation>Responder a este mensaje</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reaccionar</translation>
        </message>
        <message>
            <source>Save file…</source>
            <translation>Guardar archivo…</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Eliminar para todos</translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation>Copiar texto</translation>
        </message>
        <message>
            <source>Refused message</source>
            <translation>Mensaje rechazado</translation>
        </message>
        <message>
            <source>Cause: %1
Written: %2
Identifier: %3</source>
            <translation>Causa: %1
Escrito: %2
Identificador: %3</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Open this address?</source>
            <translation>¿Abrir esta dirección?</translation>
        </message>
        <message>
            <source>The message leads to this address. Open it only if you trust it.</source>
            <translation>El mensaje lleva a esta dirección. Ábrela solo si confías en ella.</translation>
        </message>
        <message>
            <source>Open in the browser</source>
            <translation>Abrir en el navegador</translation>
        </message>
        <message>
            <source>Save file</source>
            <translation>Guardar archivo</translation>
        </message>
        <message>
            <source>The file was saved.</source>
            <translation>El archivo se guardó.</translation>
        </message>
        <message>
            <source>The file could not be saved there.</source>
            <translation>El archivo no se pudo guardar ahí.</translation>
        </message>
        <message>
            <source>Nothing was new when you opened this conversation.</source>
            <translation>No había nada nuevo cuando abriste esta conversación.</translation>
        </message>
        <message>
            <source>Nothing has been said since that day.</source>
            <translation>Desde ese día no se ha escrito nada.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ChatView</name>
        <message>
            <source>Conversation</source>
            <translation>Conversación</translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n mensaje nuevo</numerusform>
                <numerusform>%n mensajes nuevos</numerusform>
            </translation>
        </message>
        <message>
            <source>To the end</source>
            <translation>Ir al final</translation>
        </message>
        <message>
            <source>WhatsApp accepted it: %1</source>
            <translation>WhatsApp lo aceptó a las %1</translation>
        </message>
        <message>
            <source>On the phone: %1</source>
            <translation>Llegó al celular a las %1</translation>
        </message>
        <message>
            <source>Read: %1</source>
            <translation>Leído a las %1</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Composer</name>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Internal note</source>
            <translation>Nota interna</translation>
        </message>
        <message>
            <source>Attach</source>
            <translation>Adjuntar</translation>
        </message>
        <message>
            <source>Quick replies</source>
            <translation>Rápidas</translation>
        </message>
        <message>
            <source>Do not quote</source>
            <translation>No citar</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Mensaje</translation>
        </message>
        <message>
            <source>/ quick replies</source>
            <translation>/ respuestas rápidas</translation>
        </message>
        <message>
            <source>Draft saved</source>
            <translation>Borrador guardado</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Tú</translation>
        </message>
        <message>
            <source>Replying to %1: %2</source>
            <translation>Respondes a %1: %2</translation>
        </message>
        <message>
            <source>The picture could not be kept.</source>
            <translation>No se pudo guardar la imagen.</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>Quitar %1</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>It has %1 and the limit is %2.</source>
            <translation>Pesa %1 y el límite es %2.</translation>
        </message>
        <message>
            <source>There are no quick replies yet. They are written in the settings.</source>
            <translation>Aún no hay respuestas rápidas. Se escriben en Configuración.</translation>
        </message>
        <message>
            <source>Save note</source>
            <translation>Guardar nota</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Enviar</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Poner en cola</translation>
        </message>
        <message>
            <source>This customer asked for no more messages.</source>
            <translation>Este cliente pidió no recibir más mensajes.</translation>
        </message>
        <message>
            <source>Write a note for the team</source>
            <translation>Escribe una nota para el equipo</translation>
        </message>
        <message>
            <source>Write a message</source>
            <translation>Escribe un mensaje</translation>
        </message>
        <message>
            <source>Shift+Enter, new line</source>
            <translation>Mayús+Entrar, nueva línea</translation>
        </message>
        <message>
            <source>No connection: it will be queued</source>
            <translation>Sin conexión: quedará en cola</translation>
        </message>
        <message>
            <source>When you send, the assistant pauses</source>
            <translation>Al enviar, el asistente queda en pausa</translation>
        </message>
        <message>
            <source>Emoji (Ctrl+.)</source>
            <translation>Emoji (Ctrl+.)</translation>
        </message>
        <message>
            <source>The voice note could not be recorded. Check the microphone.</source>
            <translation>No se pudo grabar la nota de voz. Revisa el micrófono.</translation>
        </message>
        <message>
            <source>It was sent too long ago: WhatsApp takes no changes to it any more.</source>
            <translation>Se envió hace demasiado: WhatsApp ya no acepta cambios.</translation>
        </message>
        <message>
            <source>The voice note was not sent: another ticket is open now.</source>
            <translation>La nota de voz no se envió: ahora está abierto otro ticket.</translation>
        </message>
        <message>
            <source>You are changing your message from %1. Esc leaves it as it was.</source>
            <translation>Editas tu mensaje de las %1. Esc lo deja como estaba.</translation>
        </message>
        <message>
            <source>Save change</source>
            <translation>Guardar cambio</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CoreGateway</name>
        <message>
            <source>This computer</source>
            <translation>Esta computadora</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ImageViewer</name>
        <message>
            <source>Pictures</source>
            <translation>Imágenes</translation>
        </message>
        <message>
            <source>Previous (Left)</source>
            <translation>Anterior (←)</translation>
        </message>
        <message>
            <source>Next (Right)</source>
            <translation>Siguiente (→)</translation>
        </message>
        <message>
            <source>Smaller (-)</source>
            <translation>Alejar (-)</translation>
        </message>
        <message>
            <source>Larger (+)</source>
            <translation>Acercar (+)</translation>
        </message>
        <message>
            <source>Turn (R)</source>
            <translation>Girar (R)</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message>
            <source>This picture cannot be shown.</source>
            <translation>Esta imagen no se puede mostrar.</translation>
        </message>
        <message>
            <source>Loading…</source>
            <translation>Cargando…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::LinkBanner</name>
        <message>
            <source>WhatsApp is not linked yet.</source>
            <translation>WhatsApp aún no está vinculado.</translation>
        </message>
        <message>
            <source>Link it with the phone to receive and send messages.</source>
            <translation>Vincúlalo con el celular para recibir y enviar mensajes.</translation>
        </message>
        <message>
            <source>The session was closed on the phone.</source>
            <translation>Se cerró la sesión desde el celular.</translation>
        </message>
        <message>
            <source>Link again; tickets and messages are still here.</source>
            <translation>Vincula de nuevo; tickets y mensajes siguen aquí.</translation>
        </message>
        <message>
            <source>No connection to WhatsApp since %1.</source>
            <translation>Sin conexión con WhatsApp desde las %1.</translation>
        </message>
        <message>
            <source>No connection to WhatsApp.</source>
            <translation>Sin conexión con WhatsApp.</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) queued.</source>
            <translation>
                <numerusform>%n mensaje en cola.</numerusform>
                <numerusform>%n mensajes en cola.</numerusform>
            </translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order when it is back.</source>
            <translation>Lo que escribas se guarda y sale en orden al volver.</translation>
        </message>
        <message>
            <source>Next try in %1 s</source>
            <translation>Siguiente intento en %1 s</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Vincular…</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Reintentar ahora</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MainWindow</name>
        <message>
            <source>Ventanilla</source>
            <translation>Ventanilla</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Archivo</translation>
        </message>
        <message>
            <source>&amp;New ticket…</source>
            <translation>&amp;Nuevo ticket…</translation>
        </message>
        <message>
            <source>Link &amp;WhatsApp…</source>
            <translation>Vincular &amp;WhatsApp…</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>&amp;Configuración…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Salir</translation>
        </message>
        <message>
            <source>&amp;Ticket</source>
            <translation>&amp;Ticket</translation>
        </message>
        <message>
            <source>&amp;Take</source>
            <translation>&amp;Tomar</translation>
        </message>
        <message>
            <source>Change &amp;status…</source>
            <translation>Cambiar &amp;estado…</translation>
        </message>
        <message>
            <source>T&amp;ransfer…</source>
            <translation>T&amp;ransferir…</translation>
        </message>
        <message>
            <source>&amp;Next ticket</source>
            <translation>Ticket &amp;siguiente</translation>
        </message>
        <message>
            <source>&amp;Previous ticket</source>
            <translation>Ticket &amp;anterior</translation>
        </message>
        <message>
            <source>&amp;Conversation</source>
            <translation>&amp;Conversación</translation>
        </message>
        <message>
            <source>&amp;Reply</source>
            <translation>&amp;Responder</translation>
        </message>
        <message>
            <source>Internal &amp;note</source>
            <translation>&amp;Nota interna</translation>
        </message>
        <message>
            <source>&amp;Pause or resume the assistant</source>
            <translation>&amp;Pausar o reanudar el asistente</translation>
        </message>
        <message>
            <source>Send the last refused message &amp;again</source>
            <translation>Reenviar el último r&amp;echazado</translation>
        </message>
        <message>
            <source>To the &amp;end</source>
            <translation>Ir al &amp;final</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ver</translation>
        </message>
        <message>
            <source>&amp;Search</source>
            <translation>&amp;Buscar</translation>
        </message>
        <message>
            <source>&amp;Details</source>
            <translation>&amp;Detalles</translation>
        </message>
        <message>
            <source>Next &amp;pane</source>
            <translation>Siguiente &amp;panel</translation>
        </message>
        <message>
            <source>&amp;Compact list</source>
            <translation>Lista &amp;compacta</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>A&amp;yuda</translation>
        </message>
        <message>
            <source>&amp;Keys</source>
            <translation>&amp;Teclas</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Teclas</translation>
        </message>
        <message>
            <source>E&amp;moji…</source>
            <translation>E&amp;moji…</translation>
        </message>
        <message>
            <source>&amp;Go to a day…</source>
            <translation>&amp;Ir a un día…</translation>
        </message>
        <message>
            <source>To what is ne&amp;w</source>
            <translation>A lo nue&amp;vo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NewTicketDialog</name>
        <message>
            <source>Open ticket</source>
            <translation>Abrir ticket</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuevo ticket</translation>
        </message>
        <message>
            <source>With country code; may be left empty</source>
            <translation>Con código de país; puede quedar vacío</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>No se sabe</translation>
        </message>
        <message>
            <source>&amp;Person</source>
            <translation>&amp;Persona</translation>
        </message>
        <message>
            <source>&amp;Department</source>
            <translation>&amp;Departamento</translation>
        </message>
        <message>
            <source>&amp;WhatsApp number</source>
            <translation>Número de &amp;WhatsApp</translation>
        </message>
        <message>
            <source>D&amp;evice</source>
            <translation>&amp;Equipo</translation>
        </message>
        <message>
            <source>P&amp;riority</source>
            <translation>P&amp;rioridad</translation>
        </message>
        <message>
            <source>&amp;Fault</source>
            <translation>&amp;Falla</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StatusChip</name>
        <message>
            <source>Change status (Ctrl+E)</source>
            <translation>Cambiar estado (Ctrl+E)</translation>
        </message>
        <message>
            <source>Status: %1</source>
            <translation>Estado: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StatusLine</name>
        <message>
            <source>WhatsApp connected</source>
            <translation>WhatsApp conectado</translation>
        </message>
        <message>
            <source>Connecting to WhatsApp…</source>
            <translation>Conectando con WhatsApp…</translation>
        </message>
        <message>
            <source>Linking WhatsApp…</source>
            <translation>Vinculando WhatsApp…</translation>
        </message>
        <message>
            <source>WhatsApp not linked</source>
            <translation>WhatsApp sin vincular</translation>
        </message>
        <message>
            <source>No connection to WhatsApp</source>
            <translation>WhatsApp sin conexión</translation>
        </message>
        <message>
            <source>Nothing waits to be sent</source>
            <translation>Cola de envío vacía</translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n en cola</numerusform>
                <numerusform>%n en cola</numerusform>
            </translation>
        </message>
        <message>
            <source>the oldest for %1</source>
            <translation>el más antiguo hace %1</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n rechazado</numerusform>
                <numerusform>%n rechazados</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketDetails</name>
        <message>
            <source>Ticket details</source>
            <translation>Detalles del ticket</translation>
        </message>
        <message>
            <source>Fault</source>
            <translation>Falla</translation>
        </message>
        <message>
            <source>Suggested steps</source>
            <translation>Pasos sugeridos</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Adjuntos</translation>
        </message>
        <message>
            <source>Other tickets of this person</source>
            <translation>Otros tickets de esta persona</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Only what may follow is listed.</source>
            <translation>Solo aparece lo que puede seguir.</translation>
        </message>
        <message>
            <source>Assigned to</source>
            <translation>Asignado a</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Prioridad</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoría</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Usuario</translation>
        </message>
        <message>
            <source>What is your name?</source>
            <translation>¿Cuál es tu nombre?</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Departamento</translation>
        </message>
        <message>
            <source>Which department are you in?</source>
            <translation>¿En qué departamento estás?</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Equipo</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>No se sabe</translation>
        </message>
        <message>
            <source>Asset number</source>
            <translation>N.º de activo</translation>
        </message>
        <message>
            <source>What is the number on the device's label?</source>
            <translation>¿Qué número trae la etiqueta del equipo?</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <source>About the device</source>
            <translation>Datos del equipo</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>Preguntar</translation>
        </message>
        <message>
            <source>Puts the question into the answer</source>
            <translation>Pone la pregunta en la respuesta</translation>
        </message>
        <message>
            <source>opened %1 ago</source>
            <translation>abierto hace %1</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>Nadie</translation>
        </message>
        <message>
            <source>Suggested with %1 % certainty</source>
            <translation>Sugerida con %1 % de certeza</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>Falta</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message>
            <source>No files yet.</source>
            <translation>Aún no hay adjuntos.</translation>
        </message>
        <message>
            <source>changed a value</source>
            <translation>cambió un dato</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Ninguno.</translation>
        </message>
        <message>
            <source>What is the number on the device's label?</source>
            <translation>¿Qué número trae la etiqueta del equipo?</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketHeader</name>
        <message>
            <source>Take</source>
            <translation>Tomar</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Transferir</translation>
        </message>
        <message>
            <source>Take this ticket (Ctrl+T)</source>
            <translation>Tomar este ticket (Ctrl+T)</translation>
        </message>
        <message>
            <source>Give it to somebody else (Ctrl+Shift+T)</source>
            <translation>Pasarlo a otra persona (Ctrl+Mayús+T)</translation>
        </message>
        <message>
            <source>Details (F4)</source>
            <translation>Detalles (F4)</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalle</translation>
        </message>
        <message>
            <source>Close</source>
            <comment>a ticket</comment>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>Reabrir</translation>
        </message>
        <message>
            <source>The assistant attends</source>
            <translation>Atiende el asistente</translation>
        </message>
        <message>
            <source>Assistant paused</source>
            <translation>Asistente en pausa</translation>
        </message>
        <message>
            <source>Assistant paused: %1 attends</source>
            <translation>Asistente en pausa: atiende %1</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reanudar</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Pause or resume the assistant in this chat (Ctrl+P)</source>
            <translation>Pausar o reanudar el asistente en este chat (Ctrl+P)</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sin asunto</translation>
        </message>
        <message>
            <source>%1 is writing…</source>
            <translation>%1 está escribiendo…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketListModel</name>
        <message>
            <source>high priority</source>
            <translation>prioridad alta</translation>
        </message>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n sin leer</numerusform>
                <numerusform>%n sin leer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n rechazado</numerusform>
                <numerusform>%n rechazados</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n en cola</numerusform>
                <numerusform>%n en cola</numerusform>
            </translation>
        </message>
        <message>
            <source>draft</source>
            <translation>borrador</translation>
        </message>
        <message>
            <source>assigned to %1</source>
            <translation>asignado a %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketListPane</name>
        <message>
            <source>Tickets</source>
            <translation>Tickets</translation>
        </message>
        <message>
            <source>Search number, person or text</source>
            <translation>Buscar folio, persona o texto</translation>
        </message>
        <message>
            <source>Search tickets</source>
            <translation>Buscar tickets</translation>
        </message>
        <message>
            <source>Search tickets (Ctrl+K)</source>
            <translation>Buscar tickets (Ctrl+K)</translation>
        </message>
        <message>
            <source>New ticket (Ctrl+N)</source>
            <translation>Nuevo ticket (Ctrl+N)</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuevo ticket</translation>
        </message>
        <message>
            <source>The tickets could not be read.</source>
            <translation>No se pudieron leer los tickets.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Clear search</source>
            <translation>Quitar búsqueda</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketRowDelegate</name>
        <message>
            <source>Somebody without a name</source>
            <translation>Alguien sin nombre</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sin asunto</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n rechazado</numerusform>
                <numerusform>%n rechazados</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n en cola</numerusform>
                <numerusform>%n en cola</numerusform>
            </translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>Borrador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketView</name>
        <message>
            <source>Unassigned</source>
            <translation>Sin asignar</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Míos</translation>
        </message>
        <message>
            <source>The team's</source>
            <translation>Del equipo</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abiertos</translation>
        </message>
        <message>
            <source>There are no open tickets. New messages appear here.</source>
            <translation>No hay tickets abiertos. Los mensajes nuevos aparecen aquí.</translation>
        </message>
        <message>
            <source>Nothing unassigned. New messages appear here.</source>
            <translation>Nada sin asignar. Los mensajes nuevos aparecen aquí.</translation>
        </message>
        <message>
            <source>You have no open tickets. Take one from Unassigned.</source>
            <translation>No tienes tickets abiertos. Toma uno de Sin asignar.</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Esperando</translation>
        </message>
        <message>
            <source>No ticket waits for a customer's answer.</source>
            <translation>Ningún ticket espera respuesta del cliente.</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Refacciones</translation>
        </message>
        <message>
            <source>No ticket waits for a part or an approval.</source>
            <translation>Ningún ticket espera refacción ni autorización.</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Listos</translation>
        </message>
        <message>
            <source>Nothing is ready to hand over.</source>
            <translation>Nada listo para entrega.</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Cerrados</translation>
        </message>
        <message>
            <source>No ticket has been closed yet.</source>
            <translation>Aún no se ha cerrado ningún ticket.</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Buscar</translation>
        </message>
        <message>
            <source>Nothing found for “%1”. Search for a ticket's number, a person or words of a chat.</source>
            <translation>Sin resultados para «%1». Busca por folio, persona o texto del chat.</translation>
        </message>
        <message>
            <source>Queued</source>
            <comment>messages</comment>
            <translation>En cola</translation>
        </message>
        <message>
            <source>No message waits to be sent.</source>
            <translation>Ningún mensaje espera salir.</translation>
        </message>
        <message>
            <source>Refused</source>
            <comment>messages</comment>
            <translation>Rechazados</translation>
        </message>
        <message>
            <source>No refused message.</source>
            <translation>Ningún mensaje rechazado.</translation>
        </message>
        <message>
            <source>The team's</source>
            <translation>Del equipo</translation>
        </message>
        <message>
            <source>No ticket waits for a customer's answer.</source>
            <translation>Ningún ticket espera respuesta del cliente.</translation>
        </message>
        <message>
            <source>Nothing found for “%1”. Search for a ticket's number, a person or words of a chat.</source>
            <translation>Sin resultados para «%1». Busca por folio, persona o texto del chat.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Toast</name>
        <message>
            <source>Close notice</source>
            <translation>Cerrar aviso</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ViewSelector</name>
        <message>
            <source>More views</source>
            <translation>Más vistas</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Vistas</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Words</name>
        <message>
            <source>New messages</source>
            <translation>Mensajes nuevos</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>Internal note by %1, the customer does not see it</source>
            <translation>Nota interna de %1, el cliente no la ve</translation>
        </message>
        <message>
            <source>Edited · %1</source>
            <translation>Editado · %1</translation>
        </message>
        <message>
            <source>From the phone</source>
            <translation>Desde el celular</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Tú</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>downloading…</source>
            <translation>descargando…</translation>
        </message>
        <message>
            <source>not downloaded</source>
            <translation>no se descargó</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>over the limit, it is on the phone</source>
            <translation>rebasa el límite; está en el celular</translation>
        </message>
        <message>
            <source>WhatsApp does not have it any more</source>
            <translation>WhatsApp ya no lo tiene</translation>
        </message>
        <message>
            <source>The customer deleted this message</source>
            <translation>El cliente borró este mensaje</translation>
        </message>
        <message>
            <source>This message was taken back</source>
            <translation>Este mensaje se eliminó</translation>
        </message>
        <message>
            <source>Edited</source>
            <translation>Editado</translation>
        </message>
        <message>
            <source>Refused, put aside</source>
            <translation>Rechazado, descartado</translation>
        </message>
        <message>
            <source>The customer's security code has changed</source>
            <translation>Cambió el código de seguridad del cliente</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Reenviar</translation>
        </message>
        <message>
            <source>Put aside</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalle</translation>
        </message>
        <message>
            <source>Ticket opened</source>
            <translation>Ticket abierto</translation>
        </message>
        <message>
            <source>Nobody has the ticket now</source>
            <translation>El ticket quedó sin asignar</translation>
        </message>
        <message>
            <source>Ticket assigned</source>
            <translation>Ticket asignado</translation>
        </message>
        <message>
            <source>Priority: %1</source>
            <translation>Prioridad: %1</translation>
        </message>
        <message>
            <source>Category: %1</source>
            <translation>Categoría: %1</translation>
        </message>
        <message>
            <source>Internal note by %1: %2, %3</source>
            <translation>Nota interna de %1: %2, %3</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nuevo</translation>
        </message>
        <message>
            <source>Assigned</source>
            <translation>Asignado</translation>
        </message>
        <message>
            <source>Diagnosing</source>
            <translation>En diagnóstico</translation>
        </message>
        <message>
            <source>Waiting for an answer</source>
            <translation>Esperando respuesta</translation>
        </message>
        <message>
            <source>Waiting for a part</source>
            <translation>Esperando refacción</translation>
        </message>
        <message>
            <source>In repair</source>
            <translation>En reparación</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>En pruebas</translation>
        </message>
        <message>
            <source>Ready to hand over</source>
            <translation>Listo para entrega</translation>
        </message>
        <message>
            <source>Closed</source>
            <comment>a ticket</comment>
            <translation>Cerrado</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <comment>a ticket</comment>
            <translation>Cancelado</translation>
        </message>
        <message>
            <source>Waiting for approval</source>
            <translation>Esperando autorización</translation>
        </message>
        <message>
            <source>Delivered</source>
            <comment>a ticket</comment>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>Warranty</source>
            <translation>Garantía</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>En cola</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Enviando</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Enviado</translation>
        </message>
        <message>
            <source>Delivered</source>
            <comment>a message</comment>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Leído</translation>
        </message>
        <message>
            <source>Played</source>
            <translation>Escuchado</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Rechazado</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Software</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Red</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Cuenta</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>Otro</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>Pantalla</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Energía</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Almacenamiento</translation>
        </message>
        <message>
            <source>Keyboard and mouse</source>
            <translation>Teclado y ratón</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>Impresora</translation>
        </message>
        <message>
            <source>Audio and video</source>
            <translation>Audio y video</translation>
        </message>
        <message>
            <source>Heat or noise</source>
            <translation>Calor o ruido</translation>
        </message>
        <message>
            <source>Physical damage</source>
            <translation>Daño físico</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>Sistema operativo</translation>
        </message>
        <message>
            <source>Office programs</source>
            <translation>Programas de oficina</translation>
        </message>
        <message>
            <source>Virus</source>
            <translation>Virus</translation>
        </message>
        <message>
            <source>Slow</source>
            <translation>Lentitud</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Correo</translation>
        </message>
        <message>
            <source>Installation or update</source>
            <translation>Instalación o actualización</translation>
        </message>
        <message>
            <source>Business program</source>
            <translation>Programa de la empresa</translation>
        </message>
        <message>
            <source>High</source>
            <translation>Alta</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Baja</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>Media</translation>
        </message>
        <message>
            <source>Desktop computer</source>
            <translation>Computadora de escritorio</translation>
        </message>
        <message>
            <source>Laptop</source>
            <translation>Laptop</translation>
        </message>
        <message>
            <source>Monitor</source>
            <translation>Monitor</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Celular</translation>
        </message>
        <message>
            <source>Tablet</source>
            <translation>Tableta</translation>
        </message>
        <message>
            <source>Network equipment</source>
            <translation>Equipo de red</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>Video</source>
            <translation>Video</translation>
        </message>
        <message>
            <source>Voice note</source>
            <translation>Nota de voz</translation>
        </message>
        <message>
            <source>Audio</source>
            <translation>Audio</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Documento</translation>
        </message>
        <message>
            <source>Sticker</source>
            <translation>Sticker</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>Ubicación</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Contacto</translation>
        </message>
        <message>
            <source>Call</source>
            <translation>Llamada</translation>
        </message>
        <message>
            <source>This message could not be read yet. It appears here as soon as WhatsApp sends it again.</source>
            <translation>Este mensaje aún no se pudo leer. Aparece aquí en cuanto WhatsApp lo mande de nuevo.</translation>
        </message>
        <message>
            <source>A kind of message that can only be seen on the phone.</source>
            <translation>Un tipo de mensaje que solo se ve en el celular.</translation>
        </message>
        <message>
            <source>That value is not valid.</source>
            <translation>Ese dato no es válido.</translation>
        </message>
        <message>
            <source>It is not there any more.</source>
            <translation>Ya no está.</translation>
        </message>
        <message>
            <source>Somebody changed this a moment ago. Look again and retry.</source>
            <translation>Alguien cambió esto hace un momento. Revisa y vuelve a intentar.</translation>
        </message>
        <message>
            <source>Your account may not do this.</source>
            <translation>Tu cuenta no puede hacer esto.</translation>
        </message>
        <message>
            <source>It is over the limit of size.</source>
            <translation>Rebasa el límite de tamaño.</translation>
        </message>
        <message>
            <source>It was not accepted.</source>
            <translation>No se aceptó.</translation>
        </message>
        <message>
            <source>There is no connection right now. Try again in a moment.</source>
            <translation>Ahora no hay conexión. Intenta de nuevo en un momento.</translation>
        </message>
        <message>
            <source>It was cancelled.</source>
            <translation>Se canceló.</translation>
        </message>
        <message>
            <source>It could not be saved: the disk may be full or damaged.</source>
            <translation>No se guardó: el disco puede estar lleno o dañado.</translation>
        </message>
        <message>
            <source>What came back could not be understood.</source>
            <translation>No se entendió la respuesta.</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>ayer</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hoy</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Ayer</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n día</numerusform>
                <numerusform>%n días</numerusform>
            </translation>
        </message>
        <message>
            <source>The customer's security code has changed</source>
            <translation>Cambió el código de seguridad del cliente</translation>
        </message>
        <message>
            <source>reply to: %1</source>
            <translation>respuesta a: %1</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Until then, from %1</source>
            <translation>Antes, desde las %1</translation>
        </message>
        <message>
            <source>This computer has nothing to hear it with. Connect headphones or a speaker and play it again.</source>
            <translation>Este equipo no tiene con qué oírlo. Conecta audífonos o una bocina y reprodúcelo otra vez.</translation>
        </message>
        <message>
            <source>It could not be played. Save it and open it with another program.</source>
            <translation>No se pudo reproducir. Guárdalo y ábrelo con otro programa.</translation>
        </message>
        <message>
            <source>Its file could not be read.</source>
            <translation>No se pudo leer su archivo.</translation>
        </message>
        <message>
            <source>Hide the earlier text</source>
            <translation>Ocultar el texto anterior</translation>
        </message>
        <message>
            <source>Show what it said</source>
            <translation>Ver qué decía</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Notice</name>
        <message>
            <source>New ticket</source>
            <translation>Ticket nuevo</translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n mensaje nuevo</numerusform>
                <numerusform>%n mensajes nuevos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>News in %n ticket(s)</source>
            <translation>
                <numerusform>Novedades en %n ticket</numerusform>
                <numerusform>Novedades en %n tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::StartProblem</name>
        <message>
            <source>The data folder is in use.</source>
            <translation>La carpeta de datos está en uso.</translation>
        </message>
        <message>
            <source>Another Ventanilla works on %1, or it belongs to the demo. Close the other one, or start with another folder.</source>
            <translation>Otra Ventanilla trabaja en %1, o es de la demostración. Cierra la otra o arranca con otra carpeta.</translation>
        </message>
        <message>
            <source>The data folder cannot be used.</source>
            <translation>No se puede usar la carpeta de datos.</translation>
        </message>
        <message>
            <source>Check that you may write in %1.</source>
            <translation>Revisa que puedas escribir en %1.</translation>
        </message>
        <message>
            <source>These data are of a newer Ventanilla.</source>
            <translation>Estos datos son de una Ventanilla más nueva.</translation>
        </message>
        <message>
            <source>Nothing was changed. Install the newer version again, or restore a backup that was made with this one.</source>
            <translation>No se cambió nada. Instala otra vez la versión nueva, o restaura un respaldo hecho con esta.</translation>
        </message>
        <message>
            <source>The database could not be opened.</source>
            <translation>No se pudo abrir la base de datos.</translation>
        </message>
        <message>
            <source>Check that the disk of %1 has room and is not read-only. If it goes on, restore the last backup.</source>
            <translation>Revisa que el disco de %1 tenga espacio y se pueda escribir. Si se repite, restaura el último respaldo.</translation>
        </message>
        <message>
            <source>A setting cannot be used.</source>
            <translation>Un ajuste no se puede usar.</translation>
        </message>
        <message>
            <source>Correct it in the settings file or the environment, and start again.</source>
            <translation>Corrígelo en el archivo de configuración o en el entorno y vuelve a arrancar.</translation>
        </message>
        <message>
            <source>Port %1 is taken by another program.</source>
            <translation>Otro programa usa el puerto %1.</translation>
        </message>
        <message>
            <source>Close the program that uses it, or start with another port (--http-port).</source>
            <translation>Cierra el programa que lo usa o arranca con otro puerto (--http-port).</translation>
        </message>
        <message>
            <source>The panel's server could not start.</source>
            <translation>No pudo arrancar el servidor del panel.</translation>
        </message>
        <message>
            <source>Look at the details, and start again.</source>
            <translation>Revisa los detalles y vuelve a arrancar.</translation>
        </message>
    </context>
    <context>
        <name>desk::Console</name>
        <message>
            <source>The ticket was not taken: somebody may have been quicker.</source>
            <translation>No se tomó el ticket: quizá alguien se adelantó.</translation>
        </message>
        <message>
            <source>Ventanilla is starting…</source>
            <translation>Ventanilla está arrancando…</translation>
        </message>
        <message>
            <source>After an update this can take a minute.</source>
            <translation>Después de una actualización puede tardar un minuto.</translation>
        </message>
        <message>
            <source>Ventanilla goes on in the tray, and so do its messages. Quit it from there.</source>
            <translation>Ventanilla sigue en la bandeja y los mensajes siguen llegando. Para salir, hazlo desde ahí.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DBusNotifications</name>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>Tomar</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PairingDialog</name>
        <message>
            <source>Link WhatsApp</source>
            <translation>Vincular WhatsApp</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PairingPage</name>
        <message>
            <source>Link the help desk's WhatsApp</source>
            <translation>Vincula el WhatsApp de la mesa de ayuda</translation>
        </message>
        <message>
            <source>Open &lt;b&gt;WhatsApp&lt;/b&gt; on the help desk's phone.</source>
            <translation>Abre &lt;b&gt;WhatsApp&lt;/b&gt; en el celular de la mesa de ayuda.</translation>
        </message>
        <message>
            <source>Go to &lt;b&gt;Settings&lt;/b&gt;, then &lt;b&gt;Linked devices&lt;/b&gt;.</source>
            <translation>Entra a &lt;b&gt;Configuración&lt;/b&gt; y luego a &lt;b&gt;Dispositivos vinculados&lt;/b&gt;.</translation>
        </message>
        <message>
            <source>Tap &lt;b&gt;Link a device&lt;/b&gt; and point the camera at this code.</source>
            <translation>Toca &lt;b&gt;Vincular dispositivo&lt;/b&gt; y apunta la cámara a este código.</translation>
        </message>
        <message>
            <source>The keys are kept encrypted on this computer.</source>
            <translation>Las claves se guardan cifradas en esta computadora.</translation>
        </message>
        <message>
            <source>The phone may be off. Connect it to the internet every 14 days at the latest.</source>
            <translation>El celular puede apagarse. Préndelo con internet cada 14 días como máximo.</translation>
        </message>
        <message>
            <source>QR code</source>
            <translation>Código QR</translation>
        </message>
        <message>
            <source>With a number</source>
            <translation>Con número</translation>
        </message>
        <message>
            <source>QR code to link the phone</source>
            <translation>Código QR para vincular el celular</translation>
        </message>
        <message>
            <source>Time left for this code</source>
            <translation>Tiempo que le queda a este código</translation>
        </message>
        <message>
            <source>&amp;Phone number with country code</source>
            <translation>&amp;Número con código de país</translation>
        </message>
        <message>
            <source>Get code</source>
            <translation>Pedir código</translation>
        </message>
        <message>
            <source>Code to type on the phone</source>
            <translation>Código para teclear en el celular</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>It is the same</source>
            <translation>Es el mismo</translation>
        </message>
        <message>
            <source>It is another</source>
            <translation>Es otro</translation>
        </message>
        <message>
            <source>This desk writes through the old bridge: there is nothing to link here.</source>
            <translation>Esta mesa escribe por el puente anterior: aquí no hay nada que vincular.</translation>
        </message>
        <message>
            <source>The session could not be opened. Look at the log, or forget the session and link again.</source>
            <translation>No se pudo abrir la sesión. Revisa el registro, u olvida la sesión y vincula de nuevo.</translation>
        </message>
        <message>
            <source>On the phone choose Link with phone number instead, and type the code that appears here.</source>
            <translation>En el celular elige Vincular con número de teléfono y teclea el código que aparece aquí.</translation>
        </message>
        <message>
            <source>Type this code on the phone.</source>
            <translation>Teclea este código en el celular.</translation>
        </message>
        <message>
            <source>Is this the code that the phone shows?

%1</source>
            <translation>¿Es este el código que muestra el celular?

%1</translation>
        </message>
        <message>
            <source>WhatsApp asks for this account's passkey, which this program cannot show.

On the phone, open Settings, Account, Passkeys and remove the passkey. Then ask for new codes here and link again. You can make the passkey again afterwards.</source>
            <translation>WhatsApp pide la llave de acceso de esta cuenta, y este programa no puede mostrarla.

En el celular abre Configuración, Cuenta, Llaves de acceso y quítala. Luego genera otro código aquí y vincula de nuevo. Después puedes crear la llave otra vez.</translation>
        </message>
        <message>
            <source>Messages to this number arrive here from now on.</source>
            <translation>Los mensajes a este número llegan aquí desde ahora.</translation>
        </message>
        <message>
            <source>The phone has taken the code. This takes a few seconds.</source>
            <translation>El celular tomó el código. Tarda unos segundos.</translation>
        </message>
        <message>
            <source>Nobody scanned them. That is no problem: ask for new ones when the phone is at hand.</source>
            <translation>Nadie los escaneó. No pasa nada: genera otros cuando tengas el celular a la mano.</translation>
        </message>
        <message>
            <source>WhatsApp cannot be reached from this computer. Check the internet connection.</source>
            <translation>Desde esta computadora no se llega a WhatsApp. Revisa la conexión a internet.</translation>
        </message>
        <message>
            <source>Code %1 of %2</source>
            <translation>Código %1 de %2</translation>
        </message>
        <message>
            <source>changes in %1 s</source>
            <translation>cambia en %1 s</translation>
        </message>
        <message>
            <source>Write the whole number, beginning with the country code.</source>
            <translation>Escribe el número completo, empezando por el código de país.</translation>
        </message>
        <message>
            <source>WhatsApp did not answer. Check the internet connection and try again.</source>
            <translation>WhatsApp no respondió. Revisa la conexión a internet y vuelve a intentar.</translation>
        </message>
        <message>
            <source>WhatsApp gives no code for this number now. Check it, or use the QR code.</source>
            <translation>WhatsApp no da un código para este número por ahora. Revísalo o usa el código QR.</translation>
        </message>
        <message>
            <source>No code could be made for this number. Check it, or use the QR code.</source>
            <translation>No se pudo generar un código para este número. Revísalo o usa el código QR.</translation>
        </message>
        <message>
            <source>Link again</source>
            <translation>Vincular de nuevo</translation>
        </message>
        <message>
            <source>Delete the session and link again?</source>
            <translation>¿Borrar la sesión y vincular de nuevo?</translation>
        </message>
        <message>
            <source>Tickets, conversations and photos stay. Queued messages wait for the new session.</source>
            <translation>Se conservan tickets, conversaciones y fotos. Los mensajes en cola esperan a la nueva sesión.</translation>
        </message>
        <message>
            <source>Delete and link</source>
            <translation>Borrar y vincular</translation>
        </message>
        <message>
            <source>The session could not be deleted. Try again; if it goes on, look at the log.</source>
            <translation>No se pudo borrar la sesión. Vuelve a intentar; si se repite, revisa el registro.</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>Preparando…</translation>
        </message>
        <message>
            <source>Waiting for you to scan the code</source>
            <translation>Esperando a que escanees el código</translation>
        </message>
        <message>
            <source>Write the number of the phone</source>
            <translation>Escribe el número del celular</translation>
        </message>
        <message>
            <source>Waiting for the code on the phone</source>
            <translation>Esperando el código en el celular</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Conectando…</translation>
        </message>
        <message>
            <source>WhatsApp asks for your passkey</source>
            <translation>WhatsApp pide tu llave de acceso</translation>
        </message>
        <message>
            <source>Compare the code with the phone</source>
            <translation>Compara el código con el celular</translation>
        </message>
        <message>
            <source>Linked as %1</source>
            <translation>Vinculado como %1</translation>
        </message>
        <message>
            <source>The codes have expired</source>
            <translation>Los códigos caducaron</translation>
        </message>
        <message>
            <source>No internet</source>
            <translation>Sin internet</translation>
        </message>
        <message>
            <source>The phone was not linked</source>
            <translation>No se vinculó el celular</translation>
        </message>
        <message>
            <source>The session cannot be used any more</source>
            <translation>La sesión ya no sirve</translation>
        </message>
        <message>
            <source>New codes</source>
            <translation>Generar otro</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Forget session and link again</source>
            <translation>Olvidar la sesión y vincular de nuevo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TrayIcon</name>
        <message>
            <source>WhatsApp connected</source>
            <translation>WhatsApp conectado</translation>
        </message>
        <message>
            <source>No phone linked</source>
            <translation>Sin celular vinculado</translation>
        </message>
        <message>
            <source>Connecting to WhatsApp…</source>
            <translation>Conectando con WhatsApp…</translation>
        </message>
        <message>
            <source>No connection to WhatsApp</source>
            <translation>Sin conexión con WhatsApp</translation>
        </message>
        <message>
            <source>Open Ventanilla</source>
            <translation>Abrir Ventanilla</translation>
        </message>
        <message>
            <source>Do not disturb</source>
            <translation>No molestar</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Salir</translation>
        </message>
        <message numerus="yes">
            <source>%n unread ticket(s)</source>
            <translation>
                <numerusform>%n ticket sin leer</numerusform>
                <numerusform>%n tickets sin leer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::main</name>
        <message>
            <source>Ventanilla is running already, but does not answer.</source>
            <translation>Ventanilla ya está abierta, pero no responde.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AboutPage</name>
        <message>
            <source>About</source>
            <translation>Acerca de</translation>
        </message>
        <message>
            <source>Ventanilla %1. A help desk over WhatsApp that runs on your own computer.
Free software under the GNU General Public License, version 3 or later.</source>
            <translation>Ventanilla %1. Una mesa de ayuda por WhatsApp que corre en tu propia computadora.
Software libre bajo la Licencia Pública General de GNU, versión 3 o posterior.</translation>
        </message>
        <message>
            <source>Made with</source>
            <translation>Hecho con</translation>
        </message>
        <message>
            <source>Versions licences</source>
            <translation>Versiones licencias</translation>
        </message>
        <message>
            <source>Running on %1, %2.</source>
            <translation>Corre en %1, %2.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ConsolePage</name>
        <message>
            <source>This computer</source>
            <translation>Esta computadora</translation>
        </message>
        <message>
            <source>Hide the text in notices</source>
            <translation>Ocultar el texto en los avisos</translation>
        </message>
        <message>
            <source>Start with the system</source>
            <translation>Iniciar con el sistema</translation>
        </message>
        <message>
            <source>For this program on this computer. Changes here are made at once.</source>
            <translation>Solo para este programa en esta computadora. Los cambios se aplican al momento.</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>Apariencia e idioma</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>Privacidad</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Arranque</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Como el sistema</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Apariencia</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Takes effect when Ventanilla starts again.</source>
            <translation>Surte efecto cuando Ventanilla se inicie de nuevo.</translation>
        </message>
        <message>
            <source>Notices on the desktop say that somebody wrote, not what.</source>
            <translation>Los avisos del escritorio dicen que alguien escribió, no qué.</translation>
        </message>
        <message>
            <source>In the tray, when you sign in to this computer.</source>
            <translation>En la bandeja, al iniciar sesión en esta computadora.</translation>
        </message>
        <message>
            <source>This system has no switch for it that Ventanilla knows.</source>
            <translation>Este sistema no tiene un interruptor que Ventanilla conozca.</translation>
        </message>
        <message>
            <source>The system did not take it. Look whether your account may write its own start-up programs.</source>
            <translation>El sistema no lo aceptó. Revisa si tu cuenta puede agregar programas al inicio.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FormDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Copiado</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NoticesPage</name>
        <message>
            <source>Customer notices</source>
            <translation>Avisos al cliente</translation>
        </message>
        <message>
            <source>Tell the customer</source>
            <translation>Avisar al cliente</translation>
        </message>
        <message>
            <source>Texts</source>
            <translation>Textos</translation>
        </message>
        <message>
            <source>Texts status notices customers preview variables</source>
            <translation>Textos estado avisos clientes vista previa variables</translation>
        </message>
        <message>
            <source>When it becomes</source>
            <translation>Cuando pasa a</translation>
        </message>
        <message>
            <source>Text of the notice</source>
            <translation>Texto del aviso</translation>
        </message>
        <message>
            <source>Insert</source>
            <translation>Insertar</translation>
        </message>
        <message>
            <source>What María López would read about her ticket 2026-00123:</source>
            <translation>Lo que leería María López sobre su ticket 2026-00123:</translation>
        </message>
        <message>
            <source>Nothing: this change is not told.</source>
            <translation>Nada: este cambio no se avisa.</translation>
        </message>
        <message>
            <source>This text cannot be saved. It has 1 to 2,000 characters and no other words in braces than those below.</source>
            <translation>Este texto no se puede guardar. Lleva de 1 a 2,000 caracteres y ninguna otra palabra entre llaves que las de abajo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::QuickRepliesPage</name>
        <message>
            <source>Quick replies</source>
            <translation>Respuestas rápidas</translation>
        </message>
        <message>
            <source>Shortcut</source>
            <translation>Atajo</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Texto</translation>
        </message>
        <message>
            <source>No quick replies. What you write every day deserves one.</source>
            <translation>Sin respuestas rápidas. Lo que escribes a diario merece una.</translation>
        </message>
        <message>
            <source>Type / and the shortcut in the answer to insert the text. Changes here are made at once.</source>
            <translation>Escribe / y el atajo en la respuesta para insertar el texto. Los cambios se aplican al momento.</translation>
        </message>
        <message>
            <source>Quick replies shortcut text</source>
            <translation>Respuestas rápidas atajo texto</translation>
        </message>
        <message>
            <source>Add reply…</source>
            <translation>Agregar respuesta…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Cambiar…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Quitar…</translation>
        </message>
        <message>
            <source>New quick reply</source>
            <translation>Nueva respuesta rápida</translation>
        </message>
        <message>
            <source>Change quick reply</source>
            <translation>Cambiar respuesta rápida</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>e.g. hours</source>
            <translation>p. ej. horario</translation>
        </message>
        <message>
            <source>&amp;Shortcut</source>
            <translation>&amp;Atajo</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>&amp;Idioma</translation>
        </message>
        <message>
            <source>&amp;Text</source>
            <translation>&amp;Texto</translation>
        </message>
        <message>
            <source>Remove quick reply</source>
            <translation>Quitar respuesta rápida</translation>
        </message>
        <message>
            <source>Remove /%1?</source>
            <translation>¿Quitar /%1?</translation>
        </message>
        <message>
            <source>Messages that were written with it stay as they are.</source>
            <translation>Los mensajes que se escribieron con ella quedan como están.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>There is a reply with that shortcut already.</source>
            <translation>Ya hay una respuesta con ese atajo.</translation>
        </message>
        <message>
            <source>The shortcut has 1 to 32 letters, digits, "_" or "-", without blanks.</source>
            <translation>El atajo lleva de 1 a 32 letras, dígitos, "_" o "-", sin espacios.</translation>
        </message>
        <message>
            <source>The text has 1 to 4,000 characters.</source>
            <translation>El texto lleva de 1 a 4,000 caracteres.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingRow</name>
        <message>
            <source>Back to what Ventanilla comes with</source>
            <translation>Volver al valor incluido en Ventanilla</translation>
        </message>
        <message>
            <source>Locked: this program was started with a value for it.</source>
            <translation>Bloqueado: el programa se inició con un valor para esto.</translation>
        </message>
        <message>
            <source>Locked: %1 decides it, in the environment or the settings file of this computer.</source>
            <translation>Bloqueado: lo decide %1, en el entorno o el archivo de ajustes de esta computadora.</translation>
        </message>
        <message>
            <source> or </source>
            <translation> o </translation>
        </message>
        <message>
            <source>Takes effect when Ventanilla starts again.</source>
            <translation>Surte efecto cuando Ventanilla se inicie de nuevo.</translation>
        </message>
        <message>
            <source>Will take effect when Ventanilla starts again.</source>
            <translation>Surtirá efecto cuando Ventanilla se inicie de nuevo.</translation>
        </message>
        <message>
            <source>For programs that ask through the API; the desk itself does not act on it.</source>
            <translation>Para programas que lo consultan por la API; la mesa misma no actúa según esto.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingWords</name>
        <message>
            <source>Name of the desk</source>
            <translation>Nombre de la mesa</translation>
        </message>
        <message>
            <source>Customers read it in the greeting, your team on the panel.</source>
            <translation>Los clientes lo leen en el saludo; tu equipo, en el panel.</translation>
        </message>
        <message>
            <source>Before the folio</source>
            <translation>Prefijo del folio</translation>
        </message>
        <message>
            <source>TI makes TI-2026-00123. Folios already given stay as they are.</source>
            <translation>TI da TI-2026-00123. Los folios ya asignados quedan como están.</translation>
        </message>
        <message>
            <source>Up to 8 capital letters or digits, without accents.</source>
            <translation>Hasta 8 mayúsculas o dígitos, sin acentos.</translation>
        </message>
        <message>
            <source>Language for customers</source>
            <translation>Idioma para los clientes</translation>
        </message>
        <message>
            <source>Used until a customer writes in another language that the assistant knows.</source>
            <translation>Se usa hasta que un cliente escribe en otro idioma que el asistente conoce.</translation>
        </message>
        <message>
            <source>Wait before answering</source>
            <translation>Esperar antes de contestar</translation>
        </message>
        <message>
            <source>So that several messages in a row get one answer.</source>
            <translation>Para que varios mensajes seguidos reciban una sola respuesta.</translation>
        </message>
        <message>
            <source>s</source>
            <translation>s</translation>
        </message>
        <message>
            <source>Reminder after</source>
            <translation>Recordatorio tras</translation>
        </message>
        <message>
            <source>When the customer leaves a question unanswered.</source>
            <translation>Cuando el cliente deja una pregunta sin contestar.</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>Close the conversation after</source>
            <translation>Cerrar la conversación tras</translation>
        </message>
        <message>
            <source>Without an answer. A fault that is known by then opens a ticket.</source>
            <translation>Sin respuesta. Si para entonces ya se conoce la falla, se abre un ticket.</translation>
        </message>
        <message>
            <source>h</source>
            <translation>h</translation>
        </message>
        <message>
            <source>Reopen a closed ticket within</source>
            <translation>Reabrir un ticket cerrado en</translation>
        </message>
        <message>
            <source>When the customer writes again in this time. 0: never.</source>
            <translation>Si el cliente vuelve a escribir en este tiempo. 0: nunca.</translation>
        </message>
        <message>
            <source>Address customers formally</source>
            <translation>Hablar de usted a los clientes</translation>
        </message>
        <message>
            <source>"Usted" instead of "tú", in Spanish.</source>
            <translation>"Usted" en lugar de "tú", en español.</translation>
        </message>
        <message>
            <source>Reject calls</source>
            <translation>Rechazar llamadas</translation>
        </message>
        <message>
            <source>The caller is asked to write instead.</source>
            <translation>A quien llama se le pide que escriba.</translation>
        </message>
        <message>
            <source>Groups and status posts</source>
            <translation>Grupos y estados</translation>
        </message>
        <message>
            <source>They never get an answer from the assistant.</source>
            <translation>Nunca reciben respuesta del asistente.</translation>
        </message>
        <message>
            <source>Business hours</source>
            <translation>Horario de atención</translation>
        </message>
        <message>
            <source>Two shifts are written 9:00-14:00, 16:00-19:00. An empty day is closed.</source>
            <translation>Dos turnos se escriben 9:00-14:00, 16:00-19:00. Un día vacío está cerrado.</translation>
        </message>
        <message>
            <source>Write hours as 9:00-14:00, up to four a day, with commas between them.</source>
            <translation>Escribe las horas como 9:00-14:00, hasta cuatro por día, separadas por comas.</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>Horas de silencio</translation>
        </message>
        <message>
            <source>Customers get no notices of changes in this time; they are sent when it ends. Empty: none.</source>
            <translation>En ese tiempo los clientes no reciben avisos de cambios; se envían al terminar. Vacío: ninguna.</translation>
        </message>
        <message>
            <source>Write it as 22:00-07:30, or leave it empty.</source>
            <translation>Escríbelo como 22:00-07:30, o déjalo vacío.</translation>
        </message>
        <message>
            <source>Tell customers about changes of their ticket</source>
            <translation>Avisar a los clientes de los cambios de su ticket</translation>
        </message>
        <message>
            <source>Each status has a text and a switch of its own.</source>
            <translation>Cada estado tiene su propio texto e interruptor.</translation>
        </message>
        <message>
            <source>Write first to new contacts</source>
            <translation>Escribir primero a contactos nuevos</translation>
        </message>
        <message>
            <source>WhatsApp restricts numbers that write to many who never wrote to them.</source>
            <translation>WhatsApp restringe los números que escriben a muchos que nunca les han escrito.</translation>
        </message>
        <message>
            <source>Show "typing…" before a message</source>
            <translation>Mostrar "escribiendo…" antes de un mensaje</translation>
        </message>
        <message>
            <source>Pause between messages</source>
            <translation>Pausa entre mensajes</translation>
        </message>
        <message>
            <source>Messages a minute</source>
            <translation>Mensajes por minuto</translation>
        </message>
        <message>
            <source>0: no limit. What is over it waits in the queue.</source>
            <translation>0: sin límite. Lo que pasa del límite espera en la cola.</translation>
        </message>
        <message>
            <source>Messages an hour</source>
            <translation>Mensajes por hora</translation>
        </message>
        <message>
            <source>Messages a day</source>
            <translation>Mensajes por día</translation>
        </message>
        <message>
            <source>To one contact, a minute</source>
            <translation>A un contacto, por minuto</translation>
        </message>
        <message>
            <source>To one contact, an hour</source>
            <translation>A un contacto, por hora</translation>
        </message>
        <message>
            <source>To one contact, a day</source>
            <translation>A un contacto, por día</translation>
        </message>
        <message>
            <source>Address of the service</source>
            <translation>Dirección del servicio</translation>
        </message>
        <message>
            <source>Any that speaks like OpenAI's: DeepSeek, Groq, Ollama, llama.cpp. Empty: the built-in rules work alone.</source>
            <translation>Cualquiera compatible con OpenAI: DeepSeek, Groq, Ollama, llama.cpp. Vacía: trabajan solo las reglas incluidas.</translation>
        </message>
        <message>
            <source>It begins with http:// or https://, without user or password.</source>
            <translation>Empieza con http:// o https://, sin usuario ni contraseña.</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Clave</translation>
        </message>
        <message>
            <source>Kept in this desk and never shown again. Services on this computer need none.</source>
            <translation>Se guarda en esta mesa y no se vuelve a mostrar. Los servicios en esta computadora no la necesitan.</translation>
        </message>
        <message>
            <source>Wait for its answer</source>
            <translation>Esperar su respuesta</translation>
        </message>
        <message>
            <source>After that the built-in rules answer.</source>
            <translation>Después contestan las reglas incluidas.</translation>
        </message>
        <message>
            <source>Hide names and numbers</source>
            <translation>Ocultar nombres y números</translation>
        </message>
        <message>
            <source>Before a text leaves for the service. Automatic: unless the service is on this computer or network.</source>
            <translation>Antes de que un texto salga al servicio. Automático: salvo que el servicio esté en esta computadora o red.</translation>
        </message>
        <message>
            <source>Open the panel on the local network</source>
            <translation>Abrir el panel en la red local</translation>
        </message>
        <message>
            <source>Other technicians work from their browser. Off: only on this computer.</source>
            <translation>Los demás técnicos atienden desde su navegador. Apagado: solo en esta computadora.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Puerto</translation>
        </message>
        <message>
            <source>Names of this computer</source>
            <translation>Nombres de esta computadora</translation>
        </message>
        <message>
            <source>Under which browsers may ask for the panel, one a line. Its addresses need not be named.</source>
            <translation>Con los que un navegador puede pedir el panel, uno por línea. Sus direcciones no hace falta anotarlas.</translation>
        </message>
        <message>
            <source>Names or addresses only, one a line: no http://, no port.</source>
            <translation>Solo nombres o direcciones, uno por línea: sin http:// ni puerto.</translation>
        </message>
        <message>
            <source>Pages that may use the API</source>
            <translation>Páginas que pueden usar la API</translation>
        </message>
        <message>
            <source>From a browser, one a line.</source>
            <translation>Desde un navegador, una por línea.</translation>
        </message>
        <message>
            <source>One a line, as https://example.org or https://example.org:8443.</source>
            <translation>Una por línea, como https://example.org o https://example.org:8443.</translation>
        </message>
        <message>
            <source>Trusted proxies</source>
            <translation>Proxies de confianza</translation>
        </message>
        <message>
            <source>Whose word about the visitor's address is believed, one a line.</source>
            <translation>A los que se les cree la dirección del visitante, uno por línea.</translation>
        </message>
        <message>
            <source>Addresses or networks as 10.0.0.0/8, one a line.</source>
            <translation>Direcciones o redes como 10.0.0.0/8, una por línea.</translation>
        </message>
        <message>
            <source>Encryption (HTTPS)</source>
            <translation>Cifrado (HTTPS)</translation>
        </message>
        <message>
            <source>With an own certificate, browsers warn at the first visit: compare the fingerprint.</source>
            <translation>Con certificado propio, el navegador avisa en la primera visita: compara la huella.</translation>
        </message>
        <message>
            <source>Certificate file</source>
            <translation>Archivo del certificado</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Archivo de la clave</translation>
        </message>
        <message>
            <source>HTTPS only</source>
            <translation>Solo HTTPS</translation>
        </message>
        <message>
            <source>Plain requests are sent on to the encrypted address.</source>
            <translation>Las peticiones sin cifrar se mandan a la dirección cifrada.</translation>
        </message>
        <message>
            <source>Webhooks to the local network</source>
            <translation>Webhooks a la red local</translation>
        </message>
        <message>
            <source>Off: they reach public addresses only.</source>
            <translation>Apagado: solo llegan a direcciones públicas.</translation>
        </message>
        <message>
            <source>Largest photo</source>
            <translation>Foto más grande</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
        <message>
            <source>Largest video</source>
            <translation>Video más grande</translation>
        </message>
        <message>
            <source>Largest audio</source>
            <translation>Audio más grande</translation>
        </message>
        <message>
            <source>Largest document</source>
            <translation>Documento más grande</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>Español</translation>
        </message>
        <message>
            <source>Portuguese</source>
            <translation>Portugués</translation>
        </message>
        <message>
            <source>English</source>
            <translation>Inglés</translation>
        </message>
        <message>
            <source>Ignore them</source>
            <translation>Ignorarlos</translation>
        </message>
        <message>
            <source>Show them in a list of their own</source>
            <translation>Mostrarlos en una lista aparte</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automático</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>Siempre</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Apagado</translation>
        </message>
        <message>
            <source>With an own certificate, made here</source>
            <translation>Con certificado propio, hecho aquí</translation>
        </message>
        <message>
            <source>With your certificate</source>
            <translation>Con tu certificado</translation>
        </message>
        <message>
            <source>A number from %1 to %2.</source>
            <translation>Un número de %1 a %2.</translation>
        </message>
        <message>
            <source>From %1 to %2 characters, without blanks around them.</source>
            <translation>De %1 a %2 caracteres, sin espacios al principio ni al final.</translation>
        </message>
        <message>
            <source>At most %1 characters, without blanks around them.</source>
            <translation>Máximo %1 caracteres, sin espacios al principio ni al final.</translation>
        </message>
        <message>
            <source>At most %1 lines.</source>
            <translation>Máximo %1 líneas.</translation>
        </message>
        <message>
            <source>That value is not valid.</source>
            <translation>Ese valor no es válido.</translation>
        </message>
        <message>
            <source>The environment of this computer decides it.</source>
            <translation>Lo decide el entorno de esta computadora.</translation>
        </message>
        <message>
            <source>Nobody could sign in yet: make an administrator under Users first.</source>
            <translation>Aún nadie podría iniciar sesión: crea primero un administrador en Usuarios.</translation>
        </message>
        <message>
            <source>Type the key again: it was given for another service.</source>
            <translation>Escribe la clave otra vez: era de otro servicio.</translation>
        </message>
        <message>
            <source>It does not work on this computer. Check the file, the address or the port.</source>
            <translation>No funciona en esta computadora. Revisa el archivo, la dirección o el puerto.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Configuración</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>Buscar ajustes</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Páginas</translation>
        </message>
        <message>
            <source>Nothing matches. Search for a word of the setting.</source>
            <translation>Sin resultados. Busca por una palabra del ajuste.</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>General</source>
            <translation>General</translation>
        </message>
        <message>
            <source>Desk</source>
            <translation>Mesa</translation>
        </message>
        <message>
            <source>Attachments</source>
            <translation>Archivos adjuntos</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>Conversation</source>
            <translation>Conversación</translation>
        </message>
        <message>
            <source>AI service</source>
            <translation>Servicio de IA</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>Horario</translation>
        </message>
        <message>
            <source>Panel and network</source>
            <translation>Panel y red</translation>
        </message>
        <message>
            <source>Panel</source>
            <translation>Panel</translation>
        </message>
        <message>
            <source>Encryption</source>
            <translation>Cifrado</translation>
        </message>
        <message>
            <source>Behind a proxy</source>
            <translation>Detrás de un proxy</translation>
        </message>
        <message>
            <source>There are changes that are not saved.</source>
            <translation>Hay cambios sin guardar.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Guardado.</translation>
        </message>
        <message>
            <source>Not saved yet: %1</source>
            <translation>Sin guardar: %1</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>¿Guardar los cambios?</translation>
        </message>
        <message>
            <source>Go on changing</source>
            <translation>Seguir editando</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TokensPage</name>
        <message>
            <source>API and webhooks</source>
            <translation>API y webhooks</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Begins with</source>
            <translation>Empieza con</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Puede</translation>
        </message>
        <message>
            <source>Used last</source>
            <translation>Último uso</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Hasta</translation>
        </message>
        <message>
            <source>No tokens. A script or another program needs one to use the API.</source>
            <translation>Sin tokens. Un script u otro programa necesita uno para usar la API.</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Tokens</translation>
        </message>
        <message>
            <source>Tokens API programs scripts</source>
            <translation>Tokens API programas scripts</translation>
        </message>
        <message>
            <source>Make token…</source>
            <translation>Crear token…</translation>
        </message>
        <message>
            <source>Revoke…</source>
            <translation>Revocar…</translation>
        </message>
        <message>
            <source>Reach</source>
            <translation>Alcance</translation>
        </message>
        <message>
            <source>read</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>write</source>
            <translation>escribir</translation>
        </message>
        <message>
            <source>administer</source>
            <translation>administrar</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Vencido</translation>
        </message>
        <message>
            <source>No end</source>
            <translation>Sin fin</translation>
        </message>
        <message>
            <source>New token</source>
            <translation>Token nuevo</translation>
        </message>
        <message>
            <source>Make token</source>
            <translation>Crear token</translation>
        </message>
        <message>
            <source>What uses it, e.g. Inventory</source>
            <translation>Quién lo usa, p. ej. Inventario</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <comment>how long a token holds</comment>
            <translation>
                <numerusform>%n día</numerusform>
                <numerusform>%n días</numerusform>
            </translation>
        </message>
        <message>
            <source>Read tickets and messages</source>
            <translation>Leer tickets y mensajes</translation>
        </message>
        <message>
            <source>Write: answer, open and change tickets</source>
            <translation>Escribir: contestar, abrir y cambiar tickets</translation>
        </message>
        <message>
            <source>Administer: settings, users, tokens</source>
            <translation>Administrar: configuración, usuarios, tokens</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Nombre</translation>
        </message>
        <message>
            <source>&amp;Holds</source>
            <translation>&amp;Vale</translation>
        </message>
        <message>
            <source>Copy the token now: only its hash is kept, and it is not shown again.</source>
            <translation>Copia el token ahora: solo se guarda su huella y no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>Revoke token</source>
            <translation>Revocar token</translation>
        </message>
        <message>
            <source>Revoke %1 for ever?</source>
            <translation>¿Revocar %1 para siempre?</translation>
        </message>
        <message>
            <source>What uses it is refused from now on. What it has done stays, with its name on the trail.</source>
            <translation>Quien lo usa será rechazado desde ahora. Lo que hizo se conserva, con su nombre en la bitácora.</translation>
        </message>
        <message>
            <source>Revoke</source>
            <translation>Revocar</translation>
        </message>
        <message>
            <source>Give it a name of 1 to 64 characters.</source>
            <translation>Ponle un nombre de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>Choose at least one thing that it may do.</source>
            <translation>Elige al menos una cosa que pueda hacer.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::UsersPage</name>
        <message>
            <source>Users</source>
            <translation>Usuarios</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Signs in as</source>
            <translation>Inicia sesión como</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Rol</translation>
        </message>
        <message>
            <source>Last time</source>
            <translation>Última vez</translation>
        </message>
        <message>
            <source>Nobody can sign in to the panel yet. Add an administrator first.</source>
            <translation>Aún nadie puede iniciar sesión en el panel. Agrega primero un administrador.</translation>
        </message>
        <message>
            <source>Who works on the panel. Changes here are made at once; whoever is kept out is signed out as well.</source>
            <translation>Quiénes trabajan en el panel. Los cambios se aplican al momento; a quien se bloquea también se le cierra la sesión.</translation>
        </message>
        <message>
            <source>Users administrator technician password role</source>
            <translation>Usuarios administrador técnico contraseña rol</translation>
        </message>
        <message>
            <source>Add user…</source>
            <translation>Agregar usuario…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Cambiar…</translation>
        </message>
        <message>
            <source>New password…</source>
            <translation>Nueva contraseña…</translation>
        </message>
        <message>
            <source>Keep out</source>
            <translation>Bloquear</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Administrador</translation>
        </message>
        <message>
            <source>Only looks</source>
            <translation>Solo consulta</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>Técnico</translation>
        </message>
        <message>
            <source>Kept out</source>
            <translation>Bloqueado</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Let in again</source>
            <translation>Desbloquear</translation>
        </message>
        <message>
            <source>Keep out…</source>
            <translation>Bloquear…</translation>
        </message>
        <message>
            <source>New user</source>
            <translation>Usuario nuevo</translation>
        </message>
        <message>
            <source>Add user</source>
            <translation>Agregar usuario</translation>
        </message>
        <message>
            <source>As the others see it</source>
            <translation>Como lo ven los demás</translation>
        </message>
        <message>
            <source>&amp;Signs in as</source>
            <translation>&amp;Inicia sesión como</translation>
        </message>
        <message>
            <source>&amp;Full name</source>
            <translation>Nombre &amp;completo</translation>
        </message>
        <message>
            <source>&amp;Role</source>
            <translation>&amp;Rol</translation>
        </message>
        <message>
            <source>&amp;Password</source>
            <translation>Con&amp;traseña</translation>
        </message>
        <message>
            <source>%1 can sign in now. Hand over this password; it is not shown again.</source>
            <translation>%1 ya puede iniciar sesión. Entrégale esta contraseña; no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>Change user</source>
            <translation>Cambiar usuario</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>New password for %1</source>
            <translation>Nueva contraseña de %1</translation>
        </message>
        <message>
            <source>Set password</source>
            <translation>Poner contraseña</translation>
        </message>
        <message>
            <source>Your other sessions end.</source>
            <translation>Tus demás sesiones se cierran.</translation>
        </message>
        <message>
            <source>All sessions of this user end.</source>
            <translation>Todas las sesiones de este usuario se cierran.</translation>
        </message>
        <message>
            <source>P&amp;resent password</source>
            <translation>Contraseña &amp;actual</translation>
        </message>
        <message>
            <source>New &amp;password</source>
            <translation>Con&amp;traseña nueva</translation>
        </message>
        <message>
            <source>Keep %1 out?</source>
            <translation>¿Bloquear a %1?</translation>
        </message>
        <message>
            <source>All sessions of this user end. Tickets, messages and the trail of what was done stay; you can let them in again.</source>
            <translation>Todas sus sesiones se cierran. Se conservan tickets, mensajes y la bitácora de lo que hizo; puedes desbloquearlo después.</translation>
        </message>
        <message>
            <source>Hand over this password; it is not shown again.</source>
            <translation>Entrega esta contraseña; no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>Somebody signs in by that name already.</source>
            <translation>Alguien ya inicia sesión con ese nombre.</translation>
        </message>
        <message>
            <source>One administrator has to stay.</source>
            <translation>Tiene que quedar al menos un administrador.</translation>
        </message>
        <message>
            <source>The name to sign in by has 1 to 64 characters.</source>
            <translation>El nombre para iniciar sesión lleva de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>The full name has at most 64 characters.</source>
            <translation>El nombre completo lleva máximo 64 caracteres.</translation>
        </message>
        <message>
            <source>The password needs at least 8 characters and may not be the name.</source>
            <translation>La contraseña lleva al menos 8 caracteres y no puede ser el nombre.</translation>
        </message>
        <message>
            <source>The present password is not right.</source>
            <translation>La contraseña actual no es correcta.</translation>
        </message>
        <message>
            <source>Too many wrong passwords. Wait a little and try again.</source>
            <translation>Demasiadas contraseñas incorrectas. Espera un poco e intenta de nuevo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WeekEditor</name>
        <message>
            <source>Closed</source>
            <comment>a day</comment>
            <translation>Cerrado</translation>
        </message>
        <message>
            <source>Monday's hours until Friday</source>
            <translation>Las horas del lunes hasta el viernes</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WhatsAppPage</name>
        <message>
            <source>WhatsApp</source>
            <translation>WhatsApp</translation>
        </message>
        <message>
            <source>State link connection pair number</source>
            <translation>Estado vínculo conexión vincular número</translation>
        </message>
        <message>
            <source>Calls and other chats</source>
            <translation>Llamadas y otros chats</translation>
        </message>
        <message>
            <source>Pace of messages</source>
            <translation>Ritmo de los mensajes</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Empezar de nuevo</translation>
        </message>
        <message>
            <source>Forget the session and link again delete</source>
            <translation>Borrar olvidar la sesión y vincular de nuevo</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Vincular…</translation>
        </message>
        <message>
            <source>Takes this computer off the phone's list of linked devices and deletes its session. Tickets, conversations and photos stay.</source>
            <translation>Quita esta computadora de los dispositivos vinculados del celular y borra su sesión. Se conservan tickets, conversaciones y fotos.</translation>
        </message>
        <message>
            <source>Forget session and link again…</source>
            <translation>Borrar la sesión y vincular de nuevo…</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Conectado</translation>
        </message>
        <message>
            <source>Linked as %1.</source>
            <translation>Vinculado como %1.</translation>
        </message>
        <message>
            <source>Linked as %1, %2.</source>
            <translation>Vinculado como %1, %2.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Conectando…</translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order.</source>
            <translation>Lo que escribas se guarda y sale en orden.</translation>
        </message>
        <message>
            <source>Not linked</source>
            <translation>Sin vincular</translation>
        </message>
        <message>
            <source>Link it with the phone to receive and send messages.</source>
            <translation>Vincúlalo con el celular para recibir y enviar mensajes.</translation>
        </message>
        <message>
            <source>No connection since %1</source>
            <translation>Sin conexión desde las %1</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Sin conexión</translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order when it is back.</source>
            <translation>Lo que escribas se guarda y sale en orden al volver.</translation>
        </message>
        <message>
            <source>Forget session</source>
            <translation>Borrar sesión</translation>
        </message>
        <message>
            <source>Delete the session and link again?</source>
            <translation>¿Borrar la sesión y vincular de nuevo?</translation>
        </message>
        <message>
            <source>Tickets, conversations and photos stay.</source>
            <translation>Se conservan tickets, conversaciones y fotos.</translation>
        </message>
        <message numerus="yes">
            <source>%n queued message(s) wait for the new session.</source>
            <translation>
                <numerusform>%n mensaje en cola espera a la nueva sesión.</numerusform>
                <numerusform>%n mensajes en cola esperan a la nueva sesión.</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete and link</source>
            <translation>Borrar y vincular</translation>
        </message>
        <message>
            <source>The session could not be deleted. Try again; if it goes on, look at the log.</source>
            <translation>No se pudo borrar la sesión. Intenta de nuevo; si sigue igual, revisa el registro.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SecretEditor</name>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Will be removed</source>
            <translation>Se quitará</translation>
        </message>
        <message>
            <source>Stored. Type to replace it.</source>
            <translation>Guardada. Escribe para cambiarla.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ninguna</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AttachmentRows</name>
        <message>
            <source>Attach files</source>
            <translation>Adjuntar archivos</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>Quitar %1</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>The file is %1 and the limit is %2.</source>
            <translation>El archivo pesa %1 y el límite es %2.</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>Imagen pegada</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>El archivo está vacío.</translation>
        </message>
        <message>
            <source>The picture could not be kept.</source>
            <translation>No se pudo guardar la imagen.</translation>
        </message>
        <message>
            <source>It goes as a document.</source>
            <translation>Irá como documento.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DayChooser</name>
        <message>
            <source>Go to a day</source>
            <translation>Ir a un día</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::EmojiPicker</name>
        <message>
            <source>Emoji</source>
            <translation>Emoji</translation>
        </message>
        <message>
            <source>Search emoji</source>
            <translation>Buscar emoji</translation>
        </message>
        <message>
            <source>This computer has no emoji font: some may look empty here. They arrive all the same.</source>
            <translation>Este equipo no tiene fuente de emoji: algunos pueden verse vacíos aquí. Llegan igual.</translation>
        </message>
        <message>
            <source>Used last</source>
            <translation>Usados hace poco</translation>
        </message>
        <message>
            <source>Faces and feelings</source>
            <translation>Caras y emociones</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
        <message>
            <source>Animals and nature</source>
            <translation>Animales y naturaleza</translation>
        </message>
        <message>
            <source>Food and drink</source>
            <translation>Comida y bebida</translation>
        </message>
        <message>
            <source>Travel and places</source>
            <translation>Viajes y lugares</translation>
        </message>
        <message>
            <source>Activities</source>
            <translation>Actividades</translation>
        </message>
        <message>
            <source>Things</source>
            <translation>Objetos</translation>
        </message>
        <message>
            <source>Symbols</source>
            <translation>Símbolos</translation>
        </message>
        <message>
            <source>Flags</source>
            <translation>Banderas</translation>
        </message>
        <message>
            <source>Nothing is called that.</source>
            <translation>Ninguno se llama así.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MessageCommands</name>
        <message>
            <source>Delete for everyone?</source>
            <translation>¿Borrar para todos?</translation>
        </message>
        <message>
            <source>Delete this message for everyone?</source>
            <translation>¿Borrar este mensaje para todos?</translation>
        </message>
        <message>
            <source>It disappears from the customer&apos;s phone too. Here it stays marked as taken back.</source>
            <translation>Desaparece también del celular del cliente. Aquí queda marcado como borrado.</translation>
        </message>
        <message>
            <source>Delete for everyone</source>
            <translation>Borrar para todos</translation>
        </message>
        <message>
            <source>Save file</source>
            <translation>Guardar archivo</translation>
        </message>
        <message>
            <source>The file was saved.</source>
            <translation>El archivo se guardó.</translation>
        </message>
        <message>
            <source>The file could not be saved there.</source>
            <translation>El archivo no se pudo guardar ahí.</translation>
        </message>
        <message>
            <source>No program could open it. Save it instead.</source>
            <translation>Ningún programa pudo abrirlo. Mejor guárdalo.</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Escrito: %1</translation>
        </message>
        <message>
            <source>Accepted by WhatsApp: %1</source>
            <translation>WhatsApp lo aceptó: %1</translation>
        </message>
        <message>
            <source>On the phone: %1</source>
            <translation>Llegó al celular: %1</translation>
        </message>
        <message>
            <source>Read: %1</source>
            <translation>Leído: %1</translation>
        </message>
        <message>
            <source>Cause: %1</source>
            <translation>Causa: %1</translation>
        </message>
        <message>
            <source>Identifier: %1</source>
            <translation>Identificador: %1</translation>
        </message>
        <message>
            <source>Refused message</source>
            <translation>Mensaje rechazado</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Mensaje</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Open this address?</source>
            <translation>¿Abrir esta dirección?</translation>
        </message>
        <message>
            <source>The message leads to this address. Open it only if you trust it.</source>
            <translation>El mensaje lleva a esta dirección. Ábrela solo si confías en ella.</translation>
        </message>
        <message>
            <source>Open in the browser</source>
            <translation>Abrir en el navegador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MessageMenu</name>
        <message>
            <source>Play</source>
            <translation>Reproducir</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Velocidad</translation>
        </message>
        <message>
            <source>Open %1…</source>
            <translation>Abrir %1…</translation>
        </message>
        <message>
            <source>Copy the selection</source>
            <translation>Copiar la selección</translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation>Copiar texto</translation>
        </message>
        <message>
            <source>Reply to this</source>
            <translation>Responder a este mensaje</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Editar</translation>
        </message>
        <message>
            <source>Go to the quoted message</source>
            <translation>Ir al mensaje citado</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalle</translation>
        </message>
        <message>
            <source>Delete for everyone…</source>
            <translation>Borrar para todos…</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reaccionar</translation>
        </message>
        <message>
            <source>Another emoji…</source>
            <translation>Otro emoji…</translation>
        </message>
        <message>
            <source>Take the reaction back</source>
            <translation>Quitar la reacción</translation>
        </message>
        <message>
            <source>Open with another program</source>
            <translation>Abrir con otro programa</translation>
        </message>
        <message>
            <source>Save file…</source>
            <translation>Guardar archivo…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::QuickReplyList</name>
        <message>
            <source>Quick replies</source>
            <translation>Respuestas rápidas</translation>
        </message>
        <message>
            <source>There are no quick replies yet. They are written in the settings.</source>
            <translation>Aún no hay respuestas rápidas. Se escriben en Configuración.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::RecordingBar</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Send voice note</source>
            <translation>Enviar nota de voz</translation>
        </message>
        <message>
            <source>Recording %1</source>
            <translation>Grabando %1</translation>
        </message>
        <message>
            <source>Preparing the voice note…</source>
            <translation>Preparando la nota de voz…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SuggestionCard</name>
        <message>
            <source>language model</source>
            <translation>modelo de lenguaje</translation>
        </message>
        <message>
            <source>local rules</source>
            <translation>reglas locales</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Sugerencia</translation>
        </message>
        <message>
            <source>The assistant is thinking</source>
            <translation>El asistente está pensando</translation>
        </message>
        <message>
            <source>The model did not answer; the local rules were used.</source>
            <translation>El modelo no respondió; se usaron las reglas locales.</translation>
        </message>
        <message>
            <source>Little certainty</source>
            <translation>Poca certeza</translation>
        </message>
        <message>
            <source>Similar tickets</source>
            <translation>Tickets parecidos</translation>
        </message>
        <message>
            <source>Insert in the reply</source>
            <translation>Insertar en la respuesta</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Ask the assistant</source>
            <translation>Preguntar al asistente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WritingAid</name>
        <message>
            <source>Thinking…</source>
            <translation>Pensando…</translation>
        </message>
        <message>
            <source>Suggest</source>
            <translation>Sugerir</translation>
        </message>
        <message>
            <source>Improve</source>
            <translation>Mejorar</translation>
        </message>
        <message>
            <source>Let the assistant suggest an answer. You decide what is sent.</source>
            <translation>Deja que el asistente sugiera una respuesta. Tú decides qué se envía.</translation>
        </message>
        <message>
            <source>Let the assistant say it better. Ctrl+Z brings your words back.</source>
            <translation>Deja que el asistente lo diga mejor. Ctrl+Z regresa tus palabras.</translation>
        </message>
        <message>
            <source>The assistant&apos;s words were of no use. Write them yourself this time.</source>
            <translation>Lo que propuso el asistente no sirve. Esta vez escríbelo tú.</translation>
        </message>
        <message>
            <source>The assistant did not answer. Try again in a moment.</source>
            <translation>El asistente no respondió. Intenta de nuevo en un momento.</translation>
        </message>
        <message>
            <source>You went on writing, so the assistant&apos;s words were left out.</source>
            <translation>Seguiste escribiendo; lo del asistente se descartó.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ContextRow</name>
        <message>
            <source>Leave it</source>
            <translation>Dejarlo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::VoiceButton</name>
        <message>
            <source>Record a voice note</source>
            <translation>Grabar nota de voz</translation>
        </message>
        <message>
            <source>No microphone was found.</source>
            <translation>No se encontró ningún micrófono.</translation>
        </message>
    </context>
</TS>
